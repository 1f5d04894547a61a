import { setTimeout as delay } from 'node:timers/promises';
import { advanceClock } from './clock';
import type { LocalStack } from './stack/local-stack';
import type { QueueState } from './stack/queue-state';

/** A run of the local stack, or whatever else has one. */
interface Run {
  readonly stack: Pick<LocalStack, 'mappedQueues' | 'notificationsSettled' | 'queueState'>;
}

/** The longest real time that a message's delivery and all behind it may take. */
const LIMIT_MS = 60_000;

/** Between two looks, at first and at most: a queue does not tell, and a look at a long one takes time. */
const LOOK_MS = { first: 5, longest: 100 };

/**
 * Waits until the stack is at nothing: every notification is handed over, and of each queue no message
 * can be received and none is being handled.
 *
 * @param queueUrls queues with event source mappings; by default all of them
 * @returns how the queues then stand
 * @throws Error when that is not so in time
 */
export async function whenIdle(
  { stack }: Run,
  queueUrls: readonly string[] = stack.mappedQueues,
  limitMs = LIMIT_MS,
): Promise<readonly QueueState[]> {
  const check = limit('the stack is idle', limitMs);
  // What is handed on from one queue to another may be in neither when each is looked at: so, two looks.
  const enough = queueUrls.length > 1 ? 2 : 1;
  let pause = LOOK_MS.first;
  for (let idle = 0; ; ) {
    await stack.notificationsSettled();
    const states = await Promise.all(queueUrls.map((url) => stack.queueState(url)));
    idle = states.some(({ busy }) => busy) ? 0 : idle + 1;
    if (idle === enough) return states;
    check(states);
    if (idle > 0) continue;
    await delay(pause);
    pause = Math.min(2 * pause, LOOK_MS.longest);
  }
}

/**
 * Waits until queues are empty. Whenever all that is left in them is hidden, it moves the clock to
 * where the first message can be received again, so that what takes days takes moments.
 *
 * @param queueUrls queues with event source mappings; by default all of them
 * @throws Error when they are not empty in time, or nothing takes what is in them
 */
export async function drainVirtually(
  run: Run,
  queueUrls: readonly string[] = run.stack.mappedQueues,
  limitMs = LIMIT_MS,
): Promise<void> {
  const check = limit('the queues are empty', limitMs);
  for (;;) {
    const states = await whenIdle(run, queueUrls, limitMs);
    if (states.every(({ messages }) => messages === 0)) return;
    check(states);
    const times = states.flatMap(({ nextVisibleAt }) => nextVisibleAt ?? []);
    if (times.length === 0)
      throw new Error(
        'the queues do not empty, since an event source mapping is off: switch it on by "mwaaq release"',
      );
    await advanceClock(Math.max(0, Math.min(...times) - Date.now()));
  }
}

/** @returns what throws once the time is over */
function limit(what: string, limitMs: number): (states: readonly QueueState[]) => void {
  const end = performance.now() + limitMs;
  return (states) => {
    if (performance.now() < end) return;
    throw new Error(
      `not in ${limitMs / 1000} s: ${what}; they stand so: ${JSON.stringify(states)}; see the functions' logs`,
    );
  };
}
