import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ReturnedDeadLetter } from '../../../lambda/contract/dead-letter';
import type { CommandRecord } from '../../../lambda/contract/record';
import { deliveryOf } from '../../support/deliveries';
import { type Fault, faultyRunner } from '../../support/faulty-runner';
import { useStoppedClock } from '../../support/stopped-clock';

const START = Date.parse('2026-03-01T10:00:00Z');
const ID = 'upload-7';
const REPEATABLE = `{"command":"version","id":"${ID}"}`;
const NOT_REPEATABLE = `{"argv":["tasks","clear","load","--yes"],"id":"${ID}"}`;

useStoppedClock(START);

const FAULTS = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Fault>('none') },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Fault>('fails-before', 'fails-after', 'dies-before', 'dies-after'),
    },
  ),
  { maxLength: 25 },
);
/** After how many seconds the message comes back: while the lease lives, or when it is over. */
const GAPS = fc.array(fc.constantFrom(1, 30, 240), { minLength: 100, maxLength: 100 });
const SAYS = fc.constantFrom<'yes' | 'no'>('yes', 'no');
const BODIES = fc.constantFrom(REPEATABLE, NOT_REPEATABLE);

type Runner = ReturnType<typeof faultyRunner>;

/** Delivers one message again and again, as SQS does, until it is done with. */
async function deliverUntilDone(
  runner: Runner,
  body: string,
  messageId: string,
  gaps: readonly number[],
  deadLetter?: ReturnedDeadLetter,
) {
  const message = { messageId, deadLetter, sentAt: Date.now() };
  for (const [i, seconds] of gaps.entries()) {
    const delivery = deliveryOf(body, { ...message, receiveCount: i + 1 });
    if ((await runner.deliver(delivery)) === 'done') return;
    vi.setSystemTime(Date.now() + seconds * 1000);
  }
  throw new Error(`not done with after ${gaps.length} deliveries`);
}

function endOf({ records }: Runner) {
  const record = records.table.get(ID) as CommandRecord | undefined;
  if (record?.state !== 'ended') throw new Error(`the record is ${record?.state}`);
  return record;
}

const check = (
  property: (runner: Runner, body: string, gaps: number[]) => Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(FAULTS, SAYS, BODIES, GAPS, async (faults, says, body, gaps) => {
      vi.setSystemTime(START);
      await property(faultyRunner(faults, says), body, gaps);
    }),
    { numRuns: 300 },
  );

describe('Whatever call fails, and wherever the function dies,', () => {
  it('a command that may not be repeated runs once at most', () =>
    check(async (runner, _body, gaps) => {
      await deliverUntilDone(runner, NOT_REPEATABLE, 'message-1', gaps);
      expect(runner.ran()).toBeLessThanOrEqual(1);
    }));

  it('its record tells the truth of it', () =>
    check(async (runner, body, gaps) => {
      await deliverUntilDone(runner, body, 'message-1', gaps);
      const { outcome } = endOf(runner);
      if (outcome === 'refused') expect(runner.ran()).toBe(0);
      if (outcome === 'succeeded' || outcome === 'failed') expect(runner.ran()).toBeGreaterThan(0);
    }));

  it('a command that has not succeeded leaves its dead letter, and one that has leaves none', () =>
    check(async (runner, body, gaps) => {
      await deliverUntilDone(runner, body, 'message-1', gaps);
      const { outcome, reason, attempts } = endOf(runner);
      const letters = runner.queues.deadLetters.map(({ deadLetter }) => deadLetter);
      expect(letters.length > 0).toBe(outcome !== 'succeeded');
      for (const letter of letters) expect(letter).toMatchObject({ outcome, reason, attempts });
    }));

  it('two copies of its dead letter run it once more at most', () =>
    check(async (runner, _body, gaps) => {
      await deliverUntilDone(runner, NOT_REPEATABLE, 'message-1', gaps);
      const [kept] = runner.queues.deadLetters;
      fc.pre(kept !== undefined);
      const ranBefore = runner.ran();
      const copy = { id: ID, attempts: kept?.deadLetter.attempts ?? 0, attribute: '{}' };
      await deliverUntilDone(runner, NOT_REPEATABLE, 'message-2', gaps, copy);
      await deliverUntilDone(runner, NOT_REPEATABLE, 'message-3', gaps, copy);
      expect(runner.ran() - ranBefore).toBeLessThanOrEqual(1);
    }));

  it('another message of a command that has ended runs nothing', () =>
    check(async (runner, body, gaps) => {
      await deliverUntilDone(runner, body, 'message-1', gaps);
      const ranBefore = runner.ran();
      await deliverUntilDone(runner, body, 'message-2', gaps);
      expect(runner.ran()).toBe(ranBefore);
    }));
});
