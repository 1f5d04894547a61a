import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../../../lambda/contract/record';
import { decideOpening } from '../../../../lambda/runner/record/opening';
import { endedRecord, heldRecord, runningRecord } from '../../../support/command-records';
import { deliveryOf } from '../../../support/deliveries';

const ASK = { fingerprint: 'f1', repeatable: true, refused: false, isStranger: false };
const COUNTS = { attempts: 4, crashes: 2, lateAnswers: 3, senselessAnswers: 1, mayHaveRun: true };
const TIMES = { sentAt: '2026-03-01T09:00:00.000Z', firstSeenAt: '2026-03-01T09:00:01.000Z' };

/** What a delivery of the same message takes over, or of the record's own dead letter. */
function triesAfter(record: CommandRecord | undefined, isRetry = false) {
  const deadLetter = { id: 'upload-7', attempts: COUNTS.attempts, attribute: '{}' };
  const delivery = deliveryOf('version', isRetry ? { messageId: 'message-2', deadLetter } : {});
  const opening = decideOpening(record, ASK, delivery, 1);
  if (opening.kind !== 'begin') throw new Error(`not begun but ${opening.kind}`);
  return opening.tries;
}

describe('What a command that is begun takes over', () => {
  it('is nothing when it has no record', () => {
    expect(triesAfter(undefined)).toStrictEqual({
      version: 0,
      attempts: 0,
      crashes: 0,
      lateAnswers: 0,
      senselessAnswers: 0,
      mayHaveRun: false,
    });
  });

  it('is all that was counted, after it was held', () => {
    const held = heldRecord({ ...COUNTS, ...TIMES, version: 8 });
    expect(triesAfter(held)).toMatchObject({ ...COUNTS, ...TIMES, version: 8 });
  });

  it('is one crash more, and that it may have run, after the function died', () => {
    const running = runningRecord({ ...COUNTS, ...TIMES, version: 7, mayHaveRun: false });
    const expected = { ...COUNTS, ...TIMES, version: 7, crashes: 3, mayHaveRun: true };
    expect(triesAfter(running)).toMatchObject(expected);
  });

  it('is its version, attempts, first times, and whether it may have run, when its dead letter is retried', () => {
    const ended = endedRecord({ ...COUNTS, ...TIMES, version: 9 });
    expect(triesAfter(ended, true)).toStrictEqual({
      ...TIMES,
      version: 9,
      attempts: 4,
      crashes: 0,
      lateAnswers: 0,
      senselessAnswers: 0,
      mayHaveRun: true,
    });
  });
});

describe('A command whose function has died', () => {
  const openedAfter = (crashes: number, repeatable: boolean) =>
    decideOpening(
      runningRecord({ crashes, version: 3 }),
      { ...ASK, repeatable },
      deliveryOf('version'),
      1,
    );

  it.each([
    [0, 1],
    [1, 2],
    [3, 4],
  ])('%i times before is begun again, as the one that died %i times', (crashes, counted) => {
    expect(openedAfter(crashes, true)).toMatchObject({
      kind: 'begin',
      tries: { crashes: counted },
    });
  });

  it('five times with this one is abandoned, as one that may have run', () => {
    expect(openedAfter(4, true)).toStrictEqual({
      kind: 'abandoned',
      record: runningRecord({ crashes: 5, version: 3, mayHaveRun: true }),
    });
  });

  it('is abandoned at once when it may not be repeated', () => {
    expect(openedAfter(0, false)).toStrictEqual({
      kind: 'abandoned',
      record: runningRecord({ crashes: 1, version: 3, mayHaveRun: true }),
    });
  });
});
