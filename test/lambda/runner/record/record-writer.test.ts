import { describe, expect, it } from 'vitest';
import {
  beginRecord,
  endRecord,
  holdRecord,
  takeOver,
} from '../../../../lambda/runner/record/command-record';
import { createEnvironmentStatus } from '../../../../lambda/runner/record/environment-status';
import { runningRecord } from '../../../support/command-records';
import { deliveryOf, ENVIRONMENT } from '../../../support/deliveries';
import { fakeRecords } from '../../../support/fake-records';

const SETTINGS = { environmentName: ENVIRONMENT, recordsRetentionDays: 30 };
const TRIES = {
  version: 4,
  attempts: 2,
  crashes: 1,
  lateAnswers: 3,
  senselessAnswers: 2,
  mayHaveRun: true,
};
const DELIVERY = deliveryOf('');

describe('The writer of a record', () => {
  const begin = () => beginRecord({ id: 'x' }, DELIVERY, TRIES, SETTINGS, 0);

  it('is another one each time, however alike what is begun or taken over', () => {
    const dead = runningRecord();
    const writers = [begin(), begin(), takeOver(dead, DELIVERY), takeOver(dead, DELIVERY), dead];
    expect(new Set(writers.map(({ writer }) => writer)).size).toBe(5);
  });

  it('comes with its message, and when that was sent', () => {
    const sentAt = Date.parse('2026-03-01T10:30:00Z');
    const record = takeOver(runningRecord(), deliveryOf('', { messageId: 'message-2', sentAt }));
    const messageSentAt = '2026-03-01T10:30:00.000Z';
    expect(record).toMatchObject({ messageId: 'message-2', messageSentAt });
  });

  it('stays the same in what becomes of it', () => {
    const running = begin();
    const held = holdRecord(running, TRIES, {
      outcome: 'held',
      reason: 'busy',
      trouble: 'environment',
      mayHaveRun: false,
    });
    const ended = endRecord(running, { outcome: 'refused', reason: 'no' }, undefined, SETTINGS);
    expect([held.writer, ended.writer]).toStrictEqual([running.writer, running.writer]);
  });

  it('is another one of each status of the environment', async () => {
    const tables = [fakeRecords(), fakeRecords()];
    for (const table of tables) await createEnvironmentStatus(table, ENVIRONMENT).held('busy');
    const writers = tables.flatMap(({ saved }) => saved.map(({ writer }) => writer));
    expect(new Set(writers).size).toBe(2);
  });
});
