import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseMessage } from '../../lambda/contract/message';
import { advanceClock, restoreClock } from '../../local/clock';
import { readMessages } from '../../local/demo/queues';
import { readAssembly, type TemplateResource } from '../../local/stack/assembly';
import { toBusEvent } from '../../local/stack/bus-event';
import { busArn } from '../../local/stack/event-buses';
import type { StackEvent } from '../../local/stack/events';
import { startLocalStack } from '../../local/stack/local-stack';
import { synthesize } from '../support/app';
import { messagesIn } from '../support/aws';

const BUS = busArn('default');
const VISIBILITY_MS = 180_000;

const EVENTS = [
  {
    name: 'stopped',
    pattern: { source: ['aws.ec2'], detail: { state: ['stopped'] } },
    trigger: { dagId: 'clean_up', conf: { instance: '{detail.instance-id}' } },
  },
];

/** The app's own stack with an event trigger; nobody runs what is queued. */
async function runApp() {
  const config = { environments: [{ name: 'MyEnvironment', events: EVENTS }] };
  const [app] = readAssembly(synthesize(config).directory);
  if (app === undefined) throw new Error('no stack');
  const resources = [...app.resources]
    .filter(([id]) => !/RunnerSqsEventSource/.test(id))
    .map(([id, resource]): [string, TemplateResource] => [id, withFewTries(resource)]);
  const outputsThere = [...app.outputs].filter(([name]) => name !== 'RunnerEventSourceMappingId');
  const events: StackEvent[] = [];
  const stack = await startLocalStack({
    stacks: [{ ...app, resources: new Map(resources), outputs: new Map(outputsThere) }],
    variables: {},
    onEvent: (event) => events.push(event),
  });
  onTestFinished(stack.stop);
  const outputs = stack.outputs.get(app.name) ?? {};
  const [eventsQueue = ''] = resources
    .map(([id]) => id)
    .filter((id) => /^QueueEventstoppedEvents[0-9A-F]{8}$/.test(id));
  return {
    stack,
    events,
    queueUrl: outputs.QueueUrl ?? '',
    deadLetterUrl: outputs.EventDeadLetterQueueUrl ?? '',
    eventsUrl: `${stack.endpoint}/000000000000/${app.name}-${eventsQueue}`,
    /** Waits until the function has handled so many events. */
    handled: (count: number) =>
      vi.waitFor(
        () => {
          const lines = events.filter(
            (e) => e.kind === 'logged' && e.entry.message === 'command queued',
          );
          expect(lines.length).toBeGreaterThanOrEqual(count);
        },
        { timeout: 60_000 },
      ),
  };
}

/** Two instead of the six hours' worth. */
function withFewTries(resource: TemplateResource): TemplateResource {
  const { RedrivePolicy, ...Properties } = resource.Properties ?? {};
  if (resource.Type !== 'AWS::SQS::Queue' || RedrivePolicy === undefined) return resource;
  return {
    ...resource,
    Properties: { ...Properties, RedrivePolicy: { ...Object(RedrivePolicy), maxReceiveCount: 2 } },
  };
}

const changed = (state: string) =>
  toBusEvent('aws.ec2', 'EC2 Instance State-change Notification', {
    'instance-id': `i-${state}`,
    state,
  });

it('an event on the bus becomes one command, though it is delivered twice', async () => {
  const { stack, queueUrl, handled } = await runApp();
  const event = changed('stopped');

  stack.buses.put(BUS, changed('running'));
  for (let i = 0; i < 2; i++) stack.buses.put(BUS, event);
  await stack.notificationsSettled();
  await handled(2);

  const messages = await readMessages(stack.sqs, queueUrl);
  expect(messages.map(({ Body = '' }) => parseMessage(Body))).toEqual([
    {
      request: {
        form: 'trigger',
        trigger: {
          dagId: 'clean_up',
          conf: { instance: 'i-stopped' },
          runId: expect.stringMatching(/^event__stopped__[0-9a-f]{16}$/),
        },
      },
      id: expect.stringMatching(/^event-[0-9a-f]{16}$/),
      source: 'event',
    },
  ]);
});

it('a body that is no event takes none with it, and goes to the dead-letter queue in the end', async () => {
  onTestFinished(restoreClock);
  const { stack, queueUrl, eventsUrl, deadLetterUrl, events, handled } = await runApp();
  const Bodies = ['no event', JSON.stringify({ ...changed('stopped'), id: randomUUID() })];

  for (const MessageBody of Bodies) {
    await stack.sqs.send(new SendMessageCommand({ QueueUrl: eventsUrl, MessageBody }));
  }
  await handled(1);
  const refused = () =>
    events.filter((e) => e.kind === 'logged' && String(e.entry.message).includes('comes back'));
  const refusedTimes = (count: number) =>
    vi.waitFor(() => expect(refused()).toHaveLength(count), { timeout: 60_000 });
  await refusedTimes(1);
  expect(await messagesIn(stack.sqs, queueUrl)).toBe(1);
  expect(await messagesIn(stack.sqs, deadLetterUrl)).toBe(0);

  await advanceClock(VISIBILITY_MS);
  await refusedTimes(2);
  await advanceClock(VISIBILITY_MS);

  await vi.waitFor(async () => expect(await messagesIn(stack.sqs, deadLetterUrl)).toBe(1), {
    timeout: 60_000,
  });
  const [letter] = await readMessages(stack.sqs, deadLetterUrl);
  expect(letter?.Body).toBe('no event');
  expect(await messagesIn(stack.sqs, queueUrl)).toBe(1);
});
