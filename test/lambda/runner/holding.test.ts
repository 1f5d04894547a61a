import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import type { Delivery } from '../../../lambda/runner/ports';
import { heldRecord } from '../../support/command-records';
import { deliveryOf } from '../../support/deliveries';
import { fakeAirflow, raised } from '../../support/fake-airflow';
import { fakeQueues } from '../../support/fake-queues';
import { fakeStatus } from '../../support/fake-status';
import { fakeRunner, handle } from '../../support/runner';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const BUSY = new EnvironmentUnavailableError('busy');

/** For how long the message is hidden after a failure, of all the times that chance allows. */
async function holdSeconds(receiveCount: number, random: number): Promise<number | undefined> {
  vi.spyOn(Math, 'random').mockReturnValue(random);
  const { queues } = await handle(deliveryOf('version', { receiveCount }), { replies: [BUSY] });
  return queues.hidden.at(-1);
}

describe('A message that is held', () => {
  it.each([1, 2, 10, 980])(
    'is given back, and not dead-lettered, at delivery %i',
    async (count) => {
      const delivery = deliveryOf('version', { receiveCount: count });
      const { disposal, queues, told, records } = await handle(delivery, { replies: [BUSY] });
      expect(disposal).toBe('give-back');
      expect(queues.deadLetters).toStrictEqual([]);
      expect(told).toMatchObject([
        { outcome: { outcome: 'held', reason: 'busy', trouble: 'environment', mayHaveRun: false } },
      ]);
      expect(records.saved).toMatchObject([
        { state: 'running' },
        { state: 'held', reason: 'busy' },
      ]);
    },
  );

  it('is tried again, as the next attempt, when it comes back', async () => {
    const runner = fakeRunner({ replies: [BUSY, BUSY, { stdout: '3.0.6' }] });
    for (const receiveCount of [1, 2, 3]) {
      await runner.handle(deliveryOf('version', { receiveCount }));
    }
    expect(runner.records.saved).toMatchObject([
      { state: 'running', version: 1, attempts: 1 },
      { state: 'held', version: 2, attempts: 1 },
      { state: 'running', version: 3, attempts: 2 },
      { state: 'held', version: 4, attempts: 2 },
      { state: 'running', version: 5, attempts: 3 },
      { state: 'ended', version: 6, attempts: 3, outcome: 'succeeded', crashes: 0 },
    ]);
  });

  it.each([
    [1, 5, 5],
    [2, 9, 10],
    [3, 18, 20],
    [6, 144, 160],
    [7, 270, 300],
    [11, 270, 300],
    [980, 270, 300],
  ])('the %ith time waits from %i to %i seconds', async (receiveCount, least, most) => {
    expect(await holdSeconds(receiveCount, 0)).toBe(least);
    expect(await holdSeconds(receiveCount, 0.999_999)).toBe(most);
  });

  it('fails if it cannot be hidden: the time-out set at the start holds then', async () => {
    const queues = fakeQueues(['hideFor']);
    await expect(handle(deliveryOf('version'), { replies: [BUSY], queues })).rejects.toThrow(
      'hideFor failed',
    );
  });
});

describe('The visibility time-out', () => {
  it('is asked for first, and shortened to the time left and half a minute', async () => {
    // Held time: what is left is counted to the millisecond.
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const runner = fakeRunner({ replies: [{ stdout: '3.0.6' }] });
    await runner.handle(deliveryOf('version'), 179_001);
    expect(runner.journal.slice(0, 3)).toStrictEqual(['hide', 'save running', 'run version']);
    expect(runner.queues.hidden).toStrictEqual([210]);
  });

  it('is not waited for before the command runs, only before its message is let go', async () => {
    const answered = Promise.withResolvers<void>();
    const journal: string[] = [];
    const hideFor = async () => {
      await answered.promise;
      await setImmediate();
      journal.push('hidden');
    };
    const disposal = await handle(deliveryOf('version'), {
      replies: [{ stdout: '3.0.6' }],
      queues: { ...fakeQueues(), hideFor },
      status: { ...fakeStatus(), available: async () => answered.resolve() },
      journal,
    });
    expect(disposal).toMatchObject({ disposal: 'done' });
    expect(journal).toStrictEqual(['save running', 'run version', 'save ended', 'hidden']);
  });

  it('is what was asked for last, however long the first change takes', async () => {
    const queues = fakeQueues();
    const hideFor = async (delivery: Delivery, seconds: number) => {
      if (seconds === 210) await setImmediate();
      await queues.hideFor(delivery, seconds);
    };
    await handle(deliveryOf('version'), { replies: [BUSY], queues: { ...queues, hideFor } });
    expect(queues.hidden).toStrictEqual([210, 5]);
  });

  it('that cannot be shortened is only warned of, and the command runs', async () => {
    const { disposal, warned } = await handle(deliveryOf('version'), {
      replies: [{ stdout: '3.0.6' }],
      queues: fakeQueues(['hideFor']),
    });
    expect(disposal).toBe('done');
    expect(warned).toStrictEqual(['the visibility time-out could not be shortened']);
  });
});

describe('A trigger', () => {
  const TRIGGER = '{"trigger":{"dagId":"load","runId":"r1"},"id":"upload-7"}';

  it('that met another run of the same second is held, in an environment that answers', async () => {
    const replies = [raised('DagRunAlreadyExists: x'), raised('DagRunNotFound: x')];
    const journal: string[] = [];
    const airflow = fakeAirflow(replies, '2.11.2', journal);
    const { disposal, told } = await handle(deliveryOf(TRIGGER), { airflow, journal });
    expect(disposal).toBe('give-back');
    expect(told).toMatchObject([{ outcome: { trouble: 'same-second' } }]);
    expect(journal.slice(-3)).toStrictEqual(['save held', 'status available', 'hide']);
  });

  it('that is refused after an earlier try, which may have run, ends as unknown', async () => {
    const before = [heldRecord({ mayHaveRun: true })];
    const bad = '{"trigger":{"dagId":"-","runId":"r1"},"id":"upload-7"}';
    const { queues } = await handle(deliveryOf(bad, { receiveCount: 2 }), { before });
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown' } }]);
  });
});
