import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnswerLostError, EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import type { Outcome } from '../../../lambda/runner/outcome';
import { holdSeconds, withPatience } from '../../../lambda/runner/patience';
import { deliveryOf } from '../../support/deliveries';
import { fakeAirflow, type Reply } from '../../support/fake-airflow';
import { handle } from '../../support/runner';

const SENT = Date.parse('2026-03-01T10:00:00Z');
const THREE_DAYS = 3 * 24 * 3600 * 1000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: SENT });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What becomes of a message whose command meets this, so long after its first try. */
async function runAt(ageMs: number, reply: Reply, receiveCount = 1, body = 'version') {
  vi.setSystemTime(SENT + ageMs);
  const delivery = deliveryOf(body, { firstReceivedAt: SENT, receiveCount });
  return handle(delivery, { airflow: fakeAirflow([reply]) });
}

const busy = new EnvironmentUnavailableError('busy');
const down = new AnswerLostError('reset', 'environment');
const late = new AnswerLostError('late', 'answer');

describe('an answer that is late or makes no sense', () => {
  it.each([1, 2, 9])('is hoped for again at delivery %i', async (receiveCount) => {
    const { disposal, queues } = await runAt(60_000, late, receiveCount);
    expect(disposal).toBe('give-back');
    expect(queues.deadLetters).toStrictEqual([]);
    expect(queues.hidden).toHaveLength(2);
  });

  it.each([10, 11, 500])('is given up at delivery %i', async (receiveCount) => {
    const { disposal, queues, reported } = await runAt(60_000, late, receiveCount);
    expect(disposal).toBe('done');
    const reason = `late (tried ${receiveCount} times). Send it again when that is mended`;
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown', reason } }]);
    expect(reported).toMatchObject([
      { outcome: { outcome: 'unknown', reason, command: { verb: 'version' } } },
    ]);
    // Only the start's: a message that is done with is not hidden any longer.
    expect(queues.hidden).toHaveLength(1);
  });

  it.each([
    ['down', down],
    ['busy', busy],
  ])('is not what a web server that is %s is, however often', async (_title, error) => {
    expect((await runAt(60_000, error, 999)).disposal).toBe('give-back');
  });
});

describe('an environment in trouble', () => {
  it.each([
    ['busy', busy, 'refused'],
    ['down', down, 'unknown'],
    ['late', late, 'unknown'],
  ])('that is %s is waited for three days', async (_title, error, outcome) => {
    expect((await runAt(THREE_DAYS - 1, error)).disposal).toBe('give-back');
    const { disposal, queues, reported } = await runAt(THREE_DAYS, error);
    expect(disposal).toBe('done');
    const reason = `${error.message} (held for 3 days). Send it again when that is mended`;
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome, reason } }]);
    expect(reported).toMatchObject([{ outcome: { outcome, command: { verb: 'version' } } }]);
  });

  it('without a command, since its version cannot be had, ends as refused', async () => {
    vi.setSystemTime(SENT + THREE_DAYS);
    const delivery = deliveryOf('version', { firstReceivedAt: SENT });
    const { queues, reported } = await handle(delivery, { airflow: fakeAirflow([], busy) });
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'refused' } }]);
    expect(reported[0]?.outcome).toHaveProperty('command', undefined);
  });
});

describe('any other outcome', () => {
  it.each<Outcome>([
    { outcome: 'refused', reason: 'no' },
    {
      outcome: 'failed',
      reason: 'no',
      unknownDag: false,
      command: {} as never,
      answer: {} as never,
      durations: {} as never,
    },
    {
      outcome: 'succeeded',
      command: {} as never,
      answer: {} as never,
      durations: {} as never,
    },
    { outcome: 'unknown', reason: 'lost', command: {} as never },
  ])('stays as it is, however old and often: $outcome', (outcome) => {
    vi.setSystemTime(SENT + 2 * THREE_DAYS);
    const delivery = deliveryOf('version', { firstReceivedAt: SENT, receiveCount: 900 });
    expect(withPatience(outcome, delivery, 10 * THREE_DAYS)).toBe(outcome);
  });
});

it('three days of holds, whatever chance says, take fewer deliveries than SQS allows', () => {
  const chance = fc.oneof(
    fc.constant(0),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.infiniteStream(chance), (chances) => {
      vi.spyOn(Math, 'random').mockImplementation(() => chances.next().value ?? 0);
      let receives = 1;
      for (let waited = 0; waited < THREE_DAYS; receives += 1) {
        waited += holdSeconds(receives) * 1000;
      }
      expect(receives).toBeLessThan(1000);
      expect(receives).toBeGreaterThan(THREE_DAYS / 300_000);
    }),
  );
});
