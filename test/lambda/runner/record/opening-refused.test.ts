import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../../../lambda/contract/record';
import { decideOpening } from '../../../../lambda/runner/record/opening';
import { endedRecord, heldRecord, runningRecord } from '../../../support/command-records';
import { deliveryOf, MESSAGE_ID } from '../../../support/deliveries';

const NOW = Date.parse('2026-03-01T10:05:00Z');

/** What a message may do that is refused whatever its record says, for example for its group. */
function kindFor(record: CommandRecord, messageId: string, fingerprint = 'f1', deadLetterId = '') {
  const deadLetter = { id: deadLetterId, attempts: 1, attribute: '{}' };
  const changes = { messageId, ...(deadLetterId === '' ? {} : { deadLetter }) };
  const ask = { fingerprint, repeatable: true, refused: true, isStranger: false };
  return decideOpening(record, ask, deliveryOf('version', changes), NOW).kind;
}

describe('A message that is refused', () => {
  it.each<[string, CommandRecord, string]>([
    ['is held', heldRecord(), 'begin'],
    ['is running', runningRecord({ leaseUntil: NOW + 1 }), 'busy'],
    ['was running when its function died', runningRecord(), 'begin'],
  ])('ends its record, which %s, but leaves it to another message', (_state, record, own) => {
    expect(kindFor(record, MESSAGE_ID)).toBe(own);
    expect(kindFor(record, 'message-2')).toBe('late-duplicate');
    expect(kindFor(record, 'message-2', 'f2')).toBe('another-command');
  });

  it('has nothing to add where the same command has ended, whatever came of it', () => {
    for (const outcome of ['succeeded', 'failed', 'unknown', 'refused'] as const) {
      expect(kindFor(endedRecord({ outcome, attempts: 2 }), 'message-2')).toBe('late-duplicate');
    }
  });

  it('takes the id of another command only when that was refused too', () => {
    expect(kindFor(endedRecord({ outcome: 'refused' }), 'message-2', 'f2')).toBe('begin');
    expect(kindFor(endedRecord(), 'message-2', 'f2')).toBe('another-command');
  });

  it('is refused once more when its dead letter is retried', () => {
    const refused = endedRecord({ outcome: 'refused' });
    expect(kindFor(refused, 'message-2', 'f1', refused.id)).toBe('begin');
  });
});
