import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../../../lambda/contract/record';
import { decideOpening } from '../../../../lambda/runner/record/opening';
import { endedRecord, heldRecord, runningRecord } from '../../../support/command-records';
import { deliveryOf } from '../../../support/deliveries';

const NOW = Date.parse('2026-03-01T10:05:00Z');
const ASK = { fingerprint: 'f1', repeatable: true, refused: false, isStranger: false };

/** The records of a message that names no id, and so goes by its own. */
const recordsOf = (messageId: string): readonly [string, CommandRecord][] => {
  const changes = { id: 'message-1', messageId };
  return [
    ['held', heldRecord(changes)],
    ['running', runningRecord({ ...changes, leaseUntil: NOW + 1 })],
    ['dead while running', runningRecord(changes)],
    ['failed', endedRecord(changes)],
    ['refused', endedRecord({ ...changes, outcome: 'refused' })],
  ];
};

const kindFor = (record: CommandRecord) =>
  decideOpening(record, ASK, deliveryOf('version', { messageId: 'message-1' }), NOW).kind;

describe('A message that goes by its own id', () => {
  it.each(recordsOf('message-2'))(
    'is done with when its dead letter is retried meanwhile, whose record is %s',
    (_state, record) => {
      expect(kindFor(record)).toBe('late-duplicate');
    },
  );

  it('is handled by what its record says as long as that is of no other message', () => {
    expect(recordsOf('message-1').map(([, record]) => kindFor(record))).toStrictEqual([
      'begin',
      'busy',
      'begin',
      'came-back',
      'came-back',
    ]);
  });
});

describe('Two messages that make no command, and so have no fingerprint,', () => {
  const NO_COMMAND = { fingerprint: '', repeatable: true, refused: true, isStranger: false };
  const refused = endedRecord({ outcome: 'refused', fingerprint: '', attempts: 3 });

  function second(record: CommandRecord, deadLetterId?: string) {
    const deadLetter = deadLetterId && { id: deadLetterId, attempts: 2, attribute: '{}' };
    const delivery = deliveryOf('{', { messageId: 'message-2', ...(deadLetter && { deadLetter }) });
    return decideOpening(record, NO_COMMAND, delivery, NOW).kind;
  }

  it('need not be alike: the second is refused for itself', () => {
    expect(second(refused)).toBe('begin');
    expect(second(refused, 'upload-8')).toBe('begin');
  });

  it('are alike when both are copies of one dead letter', () => {
    expect(second(refused, 'upload-7')).toBe('late-duplicate');
  });

  it('are not alike when the first may have run', () => {
    expect(second(endedRecord({ outcome: 'unknown', fingerprint: '' }))).toBe('another-command');
  });
});
