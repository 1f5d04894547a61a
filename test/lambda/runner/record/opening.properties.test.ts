import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideOpening } from '../../../../lambda/runner/record/opening';
import {
  ANY_ASK,
  ANY_DELIVERY,
  ANY_ENDED,
  ANY_RECORD,
  ANY_RUNNING,
  ANY_TIME,
} from '../../../support/any-records';
import { deliveryOf } from '../../../support/deliveries';

const RUNS = { numRuns: 1000 };

describe('Whatever a record and a delivery say', () => {
  it('a command that may not be repeated is never begun while its record is running', () => {
    fc.assert(
      fc.property(ANY_RUNNING, ANY_ASK, ANY_DELIVERY, ANY_TIME, (record, ask, delivery, now) => {
        const opening = decideOpening(record, { ...ask, repeatable: false }, delivery, now);
        expect(opening.kind).not.toBe('begin');
      }),
      RUNS,
    );
  });

  it('nothing is begun, nor given up, before the lease of another invocation is over', () => {
    fc.assert(
      fc.property(ANY_RUNNING, ANY_ASK, ANY_DELIVERY, ANY_TIME, (record, ask, delivery, now) => {
        fc.pre(now < record.leaseUntil);
        const opening = decideOpening(record, ask, delivery, now);
        expect(['busy', 'another-command', 'late-duplicate']).toContain(opening.kind);
      }),
      RUNS,
    );
  });

  it('what has ended is begun by its own dead letter only, unless it never ran', () => {
    fc.assert(
      fc.property(ANY_ENDED, ANY_ASK, ANY_DELIVERY, (record, ask, delivery) => {
        fc.pre(record.outcome !== 'refused');
        const opening = decideOpening(record, ask, delivery, 0);
        const { id, attempts } = delivery.deadLetter ?? {};
        const isOwn = id === record.id && attempts === record.attempts;
        if (opening.kind === 'begin') expect(isOwn).toBe(true);
      }),
      RUNS,
    );
  });

  it('one copy of a dead letter begins a command, for the next attempt is none of its own', () => {
    fc.assert(
      fc.property(ANY_ENDED, ANY_ASK, (record, ask) => {
        fc.pre(record.outcome !== 'refused');
        const deadLetter = { id: record.id, attempts: record.attempts, attribute: '{}' };
        const copy = (messageId: string) => deliveryOf('version', { messageId, deadLetter });
        const own = { ...ask, isStranger: false };
        expect(decideOpening(record, own, copy('message-3'), 0).kind).toBe('begin');
        const endedAgain = { ...record, attempts: record.attempts + 1, messageId: 'message-3' };
        expect(decideOpening(endedAgain, ask, copy('message-4'), 0).kind).not.toBe('begin');
      }),
      RUNS,
    );
  });

  it('a stranger changes no record but that of its own message', () => {
    fc.assert(
      fc.property(ANY_RECORD, ANY_ASK, ANY_DELIVERY, ANY_TIME, (record, ask, delivery, now) => {
        fc.pre(record.messageId !== delivery.messageId);
        const stranger = { ...ask, refused: true, isStranger: true };
        const { kind } = decideOpening(record, stranger, delivery, now);
        expect(['another-command', 'late-duplicate']).toContain(kind);
      }),
      RUNS,
    );
  });

  it('what is begun replaces the record that was read, and counts on', () => {
    fc.assert(
      fc.property(ANY_RECORD, ANY_ASK, ANY_DELIVERY, ANY_TIME, (record, ask, delivery, now) => {
        const opening = decideOpening(record, ask, delivery, now);
        fc.pre(opening.kind === 'begin');
        expect(opening).toMatchObject({
          tries: { version: record.version, attempts: record.attempts },
        });
      }),
      RUNS,
    );
  });
});
