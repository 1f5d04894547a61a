import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../../../lambda/contract/record';
import { decideOpening } from '../../../../lambda/runner/record/opening';
import { heldRecord, runningRecord } from '../../../support/command-records';
import { deliveryOf } from '../../../support/deliveries';

const SENT = Date.parse('2026-03-01T10:00:00Z');
const NOW = SENT + 60_000;
const OPENED = { messageId: 'message-2', messageSentAt: '2026-03-01T10:00:00.000Z' };

const RECORDS: readonly [string, CommandRecord][] = [
  ['held', heldRecord(OPENED)],
  ['running', runningRecord({ ...OPENED, leaseUntil: NOW + 1 })],
  ['dead while running', runningRecord(OPENED)],
];

/** What a delivery of the same command may do, whose message was sent so much later than the record's. */
function kindFor(record: CommandRecord, ms: number, fingerprint = 'f1') {
  const delivery = deliveryOf('version', { messageId: 'message-1', sentAt: SENT + ms });
  return decideOpening(
    record,
    { fingerprint, repeatable: true, refused: false, isStranger: false },
    delivery,
    NOW,
  ).kind;
}

describe.each(RECORDS)('A record that is %s', (_state, record) => {
  it('stays that of its message when one comes back that was sent before', () => {
    expect(kindFor(record, -1)).toBe('late-duplicate');
  });

  it.each([0, 1])('can be that of another message, sent %i ms later', (ms) => {
    expect(['begin', 'busy']).toContain(kindFor(record, ms));
  });

  it('has another command refused, whenever that was sent', () => {
    expect(kindFor(record, -1, 'f2')).toBe('another-command');
  });
});
