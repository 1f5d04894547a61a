import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { advanceClock, clockAhead, restoreClock } from '../../local/clock';
import { drainVirtually, whenIdle } from '../../local/drain';
import type { StackEvent } from '../../local/stack/events';
import type { QueueState } from '../../local/stack/queue-state';
import { messagesIn } from '../support/aws';
import { fifoQueue, functionOf, mappingOf, runStack } from '../support/local-stack';

/** Logs each try of a message and when it was; fails it as often as its body says. */
const FAIL_SOME = `exports.handler = async ({ Records }) => {
  const [{ messageId, body, attributes }] = Records;
  const count = Number(attributes.ApproximateReceiveCount);
  console.log(JSON.stringify({ body, count, at: Date.now() }));
  if (body === 'die') process.kill(process.pid, 'SIGKILL');
  return { batchItemFailures: count <= Number(body) ? [{ itemIdentifier: messageId }] : [] };
};`;

const VISIBILITY_SECONDS = 1080;

async function testRun() {
  onTestFinished(restoreClock);
  const { stack, events, queueUrl } = await runStack(
    {
      Commands: fifoQueue(VISIBILITY_SECONDS),
      Runner: functionOf('runner'),
      Mapping: mappingOf('Commands', 'Runner'),
    },
    { sources: { runner: FAIL_SOME } },
  );
  const url = queueUrl('Commands.fifo');
  const send = (MessageBody: string, MessageGroupId = 'g') =>
    stack.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody,
        MessageGroupId,
        MessageDeduplicationId: MessageBody,
      }),
    );
  return { run: { stack }, stack, events, url, send };
}

/** A stack whose queues stand as the test says; `order` holds what it was asked. */
function fakeRun(state: () => QueueState, order: string[] = []) {
  const answer = async (what: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(what);
    return state();
  };
  const notificationsSettled = async () => void (await answer('notifications'));
  return { stack: { mappedQueues: ['a'], notificationsSettled, queueState: answer } };
}

function tries(events: readonly StackEvent[]) {
  return events.flatMap((e) => (e.kind === 'logged' ? [`${e.entry.body} ${e.entry.count}`] : []));
}

describe('a queue', () => {
  it('is drained in order of its group, whatever hides in it and for how long', async () => {
    const { run, stack, events, url, send } = await testRun();
    for (const body of ['0', '2', '1']) await send(body);

    await drainVirtually(run, [url]);

    expect(await messagesIn(stack.sqs, url)).toBe(0);
    expect(tries(events)).toEqual(['0 1', '2 1', '2 2', '2 3', '1 1', '1 2']);
    // Three times a message was hidden for the queue's time; nothing else took long.
    expect(clockAhead() / 1000).toBeGreaterThan(3 * VISIBILITY_SECONDS - 10);
    expect(clockAhead() / 1000).toBeLessThan(3 * VISIBILITY_SECONDS + 10);
  });

  it('shows the functions the later time', async () => {
    const { run, events, url, send } = await testRun();
    await send('1');

    await drainVirtually(run, [url]);

    const [first = 0, second = 0] = events.flatMap((e) =>
      e.kind === 'logged' ? [Number(e.entry.at)] : [],
    );
    expect((second - first) / 1000).toBeGreaterThan(VISIBILITY_SECONDS - 10);
  });

  it('needs no time when nothing hides', async () => {
    const { run, events, url, send } = await testRun();
    await send('0');

    await drainVirtually(run, [url]);

    expect(tries(events)).toEqual(['0 1']);
    expect(clockAhead()).toBe(0);
  });

  it('may never become empty: then that is said', async () => {
    onTestFinished(restoreClock);
    const hidden = () => ({ messages: 1, busy: false, nextVisibleAt: Date.now() + 60_000 });

    await expect(drainVirtually(fakeRun(hidden), undefined, 20)).rejects.toThrow(
      /^not in 0\.02 s: the queues are empty; they stand so: \[\{"messages":1,"busy":false,/,
    );
  });
});

describe('a stack is idle', () => {
  it('when its messages are dealt with or hidden', async () => {
    const { run, events, url, send } = await testRun();
    await send('1');
    await send('0', 'other');

    const states = await whenIdle(run, [url]);

    expect(states).toMatchObject([{ messages: 1, busy: false }]);
    expect(tries(events).toSorted()).toEqual(['0 1', '1 1']);
    expect(clockAhead()).toBe(0);
  });

  it('only when its notifications are handed over, which may queue more', async () => {
    const order: string[] = [];
    const run = fakeRun(() => ({ messages: 0, busy: false }), order);

    await whenIdle(run, ['a', 'b']);

    expect(order.slice(0, 3)).toEqual(['notifications', 'a', 'b']);
  });

  it('only when no message was on its way from one queue to another while they were looked at', async () => {
    const order: string[] = [];
    // Of notifications, a and b: idle in the first look, and not in the second.
    const states = [false, false, false, false, true, false];
    const run = fakeRun(() => ({ messages: 0, busy: states.shift() ?? false }), order);

    await whenIdle(run, ['a', 'b']);

    expect(order.filter((what) => what === 'notifications')).toHaveLength(4);
  });

  it('or never: then that is said', async () => {
    const busy = () => ({ messages: 1, busy: true });

    await expect(whenIdle(fakeRun(busy), undefined, 20)).rejects.toThrow(
      'not in 0.02 s: the stack is idle; they stand so: [{"messages":1,"busy":true}]; see the functions\' logs',
    );
  });

  it('after a function was killed, whose message then comes again', async () => {
    const { run, events, url, send } = await testRun();
    await send('die');

    for (const count of [1, 2]) {
      expect(await whenIdle(run, [url])).toMatchObject([{ messages: 1, busy: false }]);
      await vi.waitFor(() => expect(tries(events)).toHaveLength(count));
      await advanceClock(VISIBILITY_SECONDS * 1000);
    }
  });
});
