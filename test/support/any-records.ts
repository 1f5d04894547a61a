import * as fc from 'fast-check';
import type { ReturnedDeadLetter } from '../../lambda/contract/dead-letter';
import type { CommandRecord } from '../../lambda/contract/record';
import type { Delivery } from '../../lambda/runner/ports';
import type { Ask } from '../../lambda/runner/record/opening';
import { endedRecord, heldRecord, runningRecord } from './command-records';
import { deliveryOf } from './deliveries';

// Few values of each, so that equal ones are as likely as others.
const IDS = ['upload-7', 'upload-8', 'message-1'] as const;
const MESSAGE_IDS = ['message-1', 'message-2'] as const;
const FINGERPRINTS = ['f1', 'f2', ''] as const;

const COMMON = {
  id: fc.constantFrom(...IDS),
  messageId: fc.constantFrom(...MESSAGE_IDS),
  fingerprint: fc.constantFrom(...FINGERPRINTS),
  version: fc.integer({ min: 1, max: 2000 }),
  attempts: fc.integer({ min: 1, max: 3 }),
  crashes: fc.integer({ min: 0, max: 5 }),
  lateAnswers: fc.nat({ max: 10 }),
  senselessAnswers: fc.nat({ max: 3 }),
  mayHaveRun: fc.boolean(),
};

export const ANY_RUNNING = fc
  .record({ ...COMMON, leaseUntil: fc.nat({ max: 20 }) })
  .map((changes) => runningRecord(changes));

export const ANY_ENDED = fc
  .record({ ...COMMON, outcome: fc.constantFrom('succeeded', 'failed', 'refused', 'unknown') })
  .map((changes) => endedRecord(changes));

export const ANY_RECORD: fc.Arbitrary<CommandRecord> = fc.oneof(
  ANY_RUNNING,
  ANY_ENDED,
  fc.record(COMMON).map((changes) => heldRecord(changes)),
);

/** A time around the end of the leases. */
export const ANY_TIME = fc.nat({ max: 20 });

export const ANY_ASK: fc.Arbitrary<Ask> = fc
  .record({
    fingerprint: fc.constantFrom(...FINGERPRINTS),
    repeatable: fc.boolean(),
    refused: fc.boolean(),
    isStranger: fc.boolean(),
  })
  .map((ask) => ({ ...ask, refused: ask.refused || ask.isStranger }));

const ANY_DEAD_LETTER: fc.Arbitrary<ReturnedDeadLetter> = fc.record({
  id: fc.constantFrom(...IDS),
  attempts: fc.integer({ min: 1, max: 3 }),
  attribute: fc.constant('{}'),
});

export const ANY_DELIVERY: fc.Arbitrary<Delivery> = fc
  .record({
    messageId: fc.constantFrom(...MESSAGE_IDS),
    receiveCount: fc.integer({ min: 1, max: 1000 }),
    deadLetter: fc.option(ANY_DEAD_LETTER, { nil: undefined }),
  })
  .map((changes) => deliveryOf('version', changes));
