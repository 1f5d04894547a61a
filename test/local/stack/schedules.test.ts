import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { StackEvent } from '../../../local/stack/events';
import { type ScheduleSpec, Schedules } from '../../../local/stack/schedules';
import { createQueue, messagesIn, testAws } from '../../support/aws';

const SEND_MESSAGE = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage';
const TIME = '<aws.scheduler.scheduled-time>';

function daily(QueueUrl: string, fields: Partial<ScheduleSpec> = {}): ScheduleSpec {
  return {
    name: 'daily',
    expression: 'cron(0 6 * * ? *)',
    timeZone: 'UTC',
    targetArn: SEND_MESSAGE,
    input: JSON.stringify({
      QueueUrl,
      MessageBody: `{"command":"version","id":"daily/${TIME}"}`,
      MessageGroupId: 'MyEnvironment',
      MessageDeduplicationId: `daily/${TIME}`,
    }),
    deadLetterQueueUrl: undefined,
    ...fields,
  };
}

/** Schedules that send to a client; they stop when the test has finished. */
function schedulesOf(sqs: SQSClient) {
  const events: StackEvent[] = [];
  const schedules = new Schedules(sqs, (event) => events.push(event));
  onTestFinished(() => schedules.stop());
  return { schedules, events };
}

async function receiveOne(sqs: SQSClient, QueueUrl: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return Messages[0];
}

describe('a schedule that is fired now', () => {
  it('sends its input with the time when it was due', async () => {
    const { sqs } = await testAws();
    const queueUrl = await createQueue(sqs, 'commands.fifo');
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily(queueUrl));

    await schedules.fireNext('daily');

    const [event] = events;
    const due = event?.kind === 'scheduled' ? event.scheduledTime : '';
    expect(due).toMatch(/^\d{4}-\d\d-\d\dT06:00:00Z$/);
    expect(Date.parse(due)).toBeGreaterThan(Date.now());
    expect(await receiveOne(sqs, queueUrl)).toMatchObject({
      Body: `{"command":"version","id":"daily/${due}"}`,
      Attributes: { MessageGroupId: 'MyEnvironment', MessageDeduplicationId: `daily/${due}` },
    });
  });

  it('is queued once however often Scheduler delivers it', async () => {
    const { sqs } = await testAws();
    const queueUrl = await createQueue(sqs, 'commands.fifo');
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily(queueUrl));

    await schedules.fireNext('daily', 3);

    expect(events).toHaveLength(3);
    expect(await messagesIn(sqs, queueUrl)).toBe(1);
  });

  it('goes to its dead-letter queue when the queue does not take it', async () => {
    const { sqs, endpoint } = await testAws();
    const deadLetterQueueUrl = await createQueue(sqs, 'schedule-dead-letters');
    const { schedules } = schedulesOf(sqs);
    const missing = `${endpoint}/000000000000/no-such-queue.fifo`;
    schedules.add(daily(missing, { deadLetterQueueUrl }));

    await schedules.fireNext('daily');

    const letter = JSON.parse((await receiveOne(sqs, deadLetterQueueUrl))?.Body ?? '{}');
    expect(letter).toMatchObject({ QueueUrl: missing, MessageGroupId: 'MyEnvironment' });
  });

  it('fails if the queue does not take it and there is no dead-letter queue', async () => {
    const { sqs, endpoint } = await testAws();
    const { schedules } = schedulesOf(sqs);
    schedules.add(daily(`${endpoint}/000000000000/no-such-queue.fifo`));

    await expect(schedules.fireNext('daily')).rejects.toThrow('does not exist');
  });

  it.each([
    ['nightly', {}, 'there is no schedule nightly'],
    ['daily', { expression: 'cron(0 6 * * ? 2020)' }, 'schedule daily is never due again'],
  ])('is refused: %s of %j', async (name, fields, message) => {
    const { schedules } = schedulesOf(fakeSqs().sqs);
    schedules.add(daily('url', fields));

    await expect(schedules.fireNext(name)).rejects.toThrow(message);
  });

  it('is refused when its target is not the one that the constructs declare', () => {
    const targetArn = 'arn:aws:scheduler:::aws-sdk:lambda:invoke';
    const { schedules } = schedulesOf(fakeSqs().sqs);

    expect(() => schedules.add(daily('url', { targetArn }))).toThrow(
      `the local stack cannot run the schedule target ${targetArn}`,
    );
  });
});

describe('a schedule by the wall clock', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fires whenever it is due, and no more once stopped', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { sqs, send } = fakeSqs();
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily('url', { expression: 'rate(5 minutes)' }));

    await vi.advanceTimersByTimeAsync(5 * 60_000 - 1);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(5 * 60_000 + 1);
    schedules.stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);

    expect(events).toEqual(
      ['2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'].map((scheduledTime) => ({
        kind: 'scheduled',
        schedule: 'daily',
        scheduledTime,
      })),
    );
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('fires once at a time further off than a timer can hold', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { sqs } = fakeSqs();
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily('url', { expression: 'at(2026-03-01T12:00:00)' }));

    await vi.advanceTimersByTimeAsync(120 * 86_400_000);

    expect(events).toEqual([
      { kind: 'scheduled', schedule: 'daily', scheduledTime: '2026-03-01T12:00:00Z' },
    ]);
  });

  it('stays well when the queue does not take what it sends', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { sqs, send } = fakeSqs();
    send.mockRejectedValue(new Error('no such queue'));
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily('url', { expression: 'rate(5 minutes)' }));

    await vi.advanceTimersByTimeAsync(10 * 60_000);

    expect(events.filter(({ kind }) => kind === 'scheduled')).toHaveLength(2);
  });
});

function fakeSqs() {
  const send = vi.fn(async () => ({}));
  return { sqs: { send } as unknown as SQSClient, send };
}
