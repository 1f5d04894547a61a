import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_RECEIVES } from '../../../lambda/contract/limits';
import type { Held, Outcome } from '../../../lambda/runner/outcome';
import { countTry, holdSeconds, type Tries, withPatience } from '../../../lambda/runner/patience';
import { deliveryOf } from '../../support/deliveries';
import { useStoppedClock } from '../../support/stopped-clock';

const FIRST = Date.parse('2026-03-01T10:00:00Z');
const THREE_DAYS = 3 * 24 * 3600 * 1000;
const NO_TRIES: Tries = { lateAnswers: 0, senselessAnswers: 0, mayHaveRun: false };
const RAN = { answer: { stdout: '', stderr: '' }, durations: { mintMs: 1, cliMs: 2 } };

useStoppedClock(FIRST);
afterEach(() => void vi.restoreAllMocks());

const held = (trouble: Held['trouble'], mayHaveRun = false): Held => ({
  outcome: 'held',
  reason: 'because',
  trouble,
  mayHaveRun,
});

/** What becomes of an outcome so long after the message's first try. */
function outcomeAfter(ageMs: number, outcome: Outcome, tries: Partial<Tries> = {}, patienceMs = 0) {
  vi.setSystemTime(FIRST + ageMs);
  // Received very often: deliveries of their own say nothing.
  const delivery = deliveryOf('version', { firstReceivedAt: FIRST, receiveCount: 900 });
  return withPatience(outcome, { ...NO_TRIES, ...tries }, delivery, patienceMs);
}

describe('The tries of a command', () => {
  const before: Tries = { lateAnswers: 2, senselessAnswers: 1, mayHaveRun: false };

  it.each<[string, Held, Tries]>([
    ['a late answer', held('late', true), { ...before, lateAnswers: 3, mayHaveRun: true }],
    [
      'a senseless one',
      held('senseless', true),
      { ...before, senselessAnswers: 2, mayHaveRun: true },
    ],
    ['a lost one', held('environment', true), { ...before, mayHaveRun: true }],
    ['an environment in trouble', held('environment'), before],
    ['a second that is taken', held('same-second'), before],
  ])('count %s', (_title, outcome, expected) => {
    expect(countTry(before, outcome)).toStrictEqual(expected);
  });

  it('never forget that one may have run', () => {
    const ran = { ...before, mayHaveRun: true };
    expect(countTry(ran, held('environment'))).toStrictEqual(ran);
  });

  it.each<Outcome>([
    { outcome: 'succeeded', ...RAN },
    { outcome: 'failed', reason: 'no', failure: 'other', ...RAN },
    { outcome: 'refused', reason: 'no' },
    { outcome: 'unknown', reason: 'lost' },
  ])('count none that is $outcome', (outcome) => {
    expect(countTry(before, outcome)).toStrictEqual(before);
  });
});

describe('An answer', () => {
  it.each<[string, Held['trouble'], Partial<Tries>]>([
    ['late nine times', 'late', { lateAnswers: 9 }],
    ['senseless twice', 'senseless', { senselessAnswers: 2 }],
    ['late nine times and senseless twice', 'late', { lateAnswers: 9, senselessAnswers: 2 }],
  ])('that was %s is hoped for again', (_title, trouble, tries) => {
    const outcome = held(trouble, true);
    expect(outcomeAfter(60_000, outcome, tries)).toBe(outcome);
  });

  it.each<[string, Held['trouble'], Partial<Tries>]>([
    ['10 answers came too late', 'late', { lateAnswers: 10 }],
    ['3 answers made no sense', 'senseless', { senselessAnswers: 3 }],
  ])('is hoped for no more when %s, and the command may have run', (how, trouble, tries) => {
    expect(outcomeAfter(0, held(trouble, true), { ...tries, mayHaveRun: true })).toStrictEqual({
      outcome: 'unknown',
      reason: `because (${how}). Retry its dead letter when that is mended`,
    });
  });
});

describe('An environment in trouble', () => {
  it.each<[string, Held, Partial<Tries>, string]>([
    ['busy', held('environment'), {}, 'refused'],
    ['down', held('environment', true), { mayHaveRun: true }, 'unknown'],
    ['busy after an answer was lost', held('environment'), { mayHaveRun: true }, 'unknown'],
    ['taking each second for one', held('same-second'), {}, 'refused'],
  ])('that is %s is waited for three days', (_title, outcome, tries, end) => {
    expect(outcomeAfter(THREE_DAYS - 1, outcome, tries)).toBe(outcome);
    const reason = 'because (held for 3 days). Retry its dead letter when that is mended';
    expect(outcomeAfter(THREE_DAYS, outcome, tries)).toStrictEqual({ outcome: end, reason });
  });
});

describe('Any other outcome', () => {
  it.each<Outcome>([
    { outcome: 'refused', reason: 'no' },
    { outcome: 'failed', reason: 'no', failure: 'other', ...RAN },
    { outcome: 'succeeded', ...RAN },
    { outcome: 'unknown', reason: 'lost' },
  ])('stays as it is, however old and often: $outcome', (outcome) => {
    const tries = { lateAnswers: 99, senselessAnswers: 99, mayHaveRun: true };
    expect(outcomeAfter(2 * THREE_DAYS, outcome, tries, 10 * THREE_DAYS)).toBe(outcome);
  });
});

it('three days of holds, whatever chance says, take fewer deliveries than the runner takes', () => {
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
      expect(receives).toBeLessThan(MAX_RECEIVES);
      expect(receives).toBeGreaterThan(THREE_DAYS / 300_000);
    }),
  );
});
