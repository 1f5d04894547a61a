import { describe, expect, it } from 'vitest';
import type { StackEvent } from '../../../local/stack/events';
import { host } from '../../support/bundle';

/** Prints its process id, and then never ends unless the event says so. */
const BUSY = `exports.handler = async ({ end }) => {
  console.log(process.pid);
  if (!end) await new Promise((done) => setTimeout(done, 60_000));
  return process.pid;
};`;

async function printed(events: readonly StackEvent[], lines: number): Promise<void> {
  const logged = () => events.filter(({ kind }) => kind === 'logged').length;
  while (logged() < lines) await new Promise((resolve) => setImmediate(resolve));
}

describe('a function that is killed', () => {
  it('loses all its invocations at once, and tells of each', async () => {
    const { target, events } = host(BUSY);
    const invocations = [target.invoke({}), target.invoke({})];
    const failed = Promise.allSettled(invocations);
    await printed(events, 2);

    await target.kill();

    const reason = 'the process of my-function ended (killed)';
    expect(await failed).toMatchObject([
      { status: 'rejected', reason: { message: reason } },
      { status: 'rejected', reason: { message: reason } },
    ]);
    expect(events.filter(({ kind }) => kind === 'function-failed')).toHaveLength(2);
  });

  it('handles the next event in another process', async () => {
    const { target } = host(BUSY);
    const before = await target.invoke({ end: true });

    const killed = target.kill();
    const next = await target.invoke({ end: true }); // before the processes are gone
    await killed;

    expect(next).not.toBe(before);
    expect(await target.invoke({ end: true })).toBe(next);
  });

  it('may have no process at all', async () => {
    const { target } = host(BUSY);

    await target.kill();

    expect(await target.invoke({ end: true })).toEqual(expect.any(Number));
  });
});
