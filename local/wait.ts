import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a condition holds, looking every 100 ms.
 *
 * @param what for the error, for example `the queue is empty`
 * @throws Error when it does not hold in time
 */
export async function waitUntil(
  what: string,
  holds: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  // Not Date.now(): tests move that clock.
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline)
      throw new Error(
        `not in ${timeoutMs / 1000} s: ${what}; try again when the machine has less to do`,
      );
    await delay(100);
  }
}
