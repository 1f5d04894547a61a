import { afterEach, describe, expect, it, vi } from 'vitest';
import { EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import { deliveryOf } from '../../support/deliveries';
import { fakeAirflow, raised } from '../../support/fake-airflow';
import { fakeQueues } from '../../support/fake-queues';
import { handle } from '../../support/runner';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const busy = () => fakeAirflow([new EnvironmentUnavailableError('busy')]);

/** For how long the message is hidden after a failure, of all the times that chance allows. */
async function holdSeconds(receiveCount: number, random: number): Promise<number | undefined> {
  vi.spyOn(Math, 'random').mockReturnValue(random);
  const { queues } = await handle(deliveryOf('version', { receiveCount }), { airflow: busy() });
  return queues.hidden.at(-1);
}

describe('a message that is held', () => {
  it('is given back, and nothing dead-lettered, however often it was received', async () => {
    for (const receiveCount of [1, 2, 10, 999]) {
      const delivery = deliveryOf('version', { receiveCount });
      const { disposal, queues, reported } = await handle(delivery, { airflow: busy() });
      expect(disposal).toBe('give-back');
      expect(queues.deadLetters).toStrictEqual([]);
      expect(reported).toMatchObject([
        { outcome: { outcome: 'held', reason: 'busy', trouble: 'environment', mayHaveRun: false } },
      ]);
    }
  });

  it.each([
    [1, 5, 5],
    [2, 9, 10],
    [3, 18, 20],
    [6, 144, 160],
    [7, 270, 300],
    [11, 270, 300],
    [1000, 270, 300],
    [100_000, 270, 300],
  ])('the %ith time waits from %i to %i seconds', async (receiveCount, least, most) => {
    expect(await holdSeconds(receiveCount, 0)).toBe(least);
    expect(await holdSeconds(receiveCount, 0.999_999)).toBe(most);
  });

  it('fails if it cannot be hidden: the time-out set at the start holds then', async () => {
    const queues = fakeQueues(['hideFor']);
    await expect(handle(deliveryOf('version'), { airflow: busy(), queues })).rejects.toThrow(
      'hideFor failed',
    );
  });
});

describe('the visibility time-out', () => {
  it('is shortened, before the command runs, to the time left and half a minute', async () => {
    const queues = fakeQueues();
    const airflow = fakeAirflow([{ stdout: '3.0.6' }]);
    const hiddenAtRun: number[][] = [];
    const watched: typeof airflow = {
      ...airflow,
      run: (request, deadline) => {
        hiddenAtRun.push([...queues.hidden]);
        return airflow.run(request, deadline);
      },
    };
    await handle(deliveryOf('version'), { airflow: watched, queues, remainingMs: 179_001 });
    expect(hiddenAtRun).toStrictEqual([[210]]);
    expect(queues.hidden).toStrictEqual([210]);
  });

  it('that cannot be shortened is only warned of, and the command runs', async () => {
    const { disposal, warned } = await handle(deliveryOf('version'), {
      airflow: fakeAirflow([{ stdout: '3.0.6' }]),
      queues: fakeQueues(['hideFor']),
    });
    expect(disposal).toBe('done');
    expect(warned).toStrictEqual(['the visibility time-out could not be shortened']);
  });
});

describe('a trigger of a DAG that Airflow does not know', () => {
  const SENT = Date.parse('2026-03-01T10:00:00Z');
  const body = '{"trigger":{"dagId":"load","runId":"r1"}}';
  const unknown = () =>
    fakeAirflow([raised('airflow.exceptions.DagNotFound: Dag id load not found in DagModel')]);

  it.each([
    ['is dead-lettered at once without patience', 0, 1, 'done'],
    ['is tried again while patience lasts', 600_000, 599_999, 'give-back'],
    ['is dead-lettered when patience ends', 600_000, 600_000, 'done'],
  ])('%s', async (_title, unknownDagPatienceMs, laterMs, disposal) => {
    vi.useFakeTimers({ toFake: ['Date'], now: SENT + laterMs });
    const handled = await handle(deliveryOf(body, { firstReceivedAt: SENT }), {
      airflow: unknown(),
      unknownDagPatienceMs,
    });
    expect(handled.disposal).toBe(disposal);
    expect(handled.queues.deadLetters).toHaveLength(disposal === 'done' ? 1 : 0);
  });

  it('is dead-lettered at once for any other failure, patience or not', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: SENT });
    const { disposal } = await handle(deliveryOf(body, { firstReceivedAt: SENT }), {
      airflow: fakeAirflow([raised('ValueError: no')]),
      unknownDagPatienceMs: 600_000,
    });
    expect(disposal).toBe('done');
  });
});
