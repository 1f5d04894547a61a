import { describe, expect, it } from 'vitest';
import type { FinalResult } from '../../../../lambda/runner/outcome';
import {
  beginRecord,
  endRecord,
  holdRecord,
} from '../../../../lambda/runner/record/command-record';
import type { TriesBefore } from '../../../../lambda/runner/record/opening';
import { runningRecord } from '../../../support/command-records';
import { deliveryOf, ENVIRONMENT, MESSAGE_ID } from '../../../support/deliveries';
import { unzip } from '../../../support/recorded-output';
import { requestOf } from '../../../support/requests';
import { useStoppedClock } from '../../../support/stopped-clock';

const SENT = Date.parse('2026-03-01T10:00:00Z');
const NOW = SENT + 5000;
const LEASE = NOW + 180_000;
const SETTINGS = { environmentName: ENVIRONMENT, recordsRetentionDays: 30 };
const EXPIRY = NOW / 1000 + 30 * 24 * 3600;
const TRIES: TriesBefore = {
  version: 4,
  attempts: 2,
  crashes: 1,
  lateAnswers: 3,
  senselessAnswers: 2,
  mayHaveRun: true,
};
const DELIVERY = deliveryOf('', { sentAt: SENT });
const { command } = requestOf('version');

useStoppedClock(NOW);

describe('The record of a command that is begun', () => {
  it('says what runs, who sent it, when, the how manieth time, and until when it may run', () => {
    const body = '{"command":"dags trigger load -r r1","id":"upload-7","source":"s3"}';
    const request = requestOf(body);
    expect(beginRecord(request, DELIVERY, TRIES, SETTINGS, LEASE)).toStrictEqual({
      id: 'upload-7',
      environment: ENVIRONMENT,
      state: 'running',
      leaseUntil: LEASE,
      version: 5,
      writer: expect.stringMatching(/^[0-9a-f-]{36}$/),
      command: 'dags trigger load --run-id r1',
      verb: 'dags trigger',
      fingerprint: request.command?.fingerprint,
      source: 's3',
      senderId: 'AIDASENDER',
      dagId: 'load',
      runId: 'r1',
      messageId: MESSAGE_ID,
      messageSentAt: '2026-03-01T10:00:00.000Z',
      attempts: 3,
      crashes: 1,
      lateAnswers: 3,
      senselessAnswers: 2,
      mayHaveRun: true,
      sentAt: '2026-03-01T10:00:00.000Z',
      firstSeenAt: '2026-03-01T10:00:01.000Z',
      startedAt: '2026-03-01T10:00:05.000Z',
      expiresAt: EXPIRY,
    });
  });

  it('keeps when its first message was sent and first handed out', () => {
    const times = { sentAt: '2026-02-28T10:00:00.000Z', firstSeenAt: '2026-02-28T11:00:00.000Z' };
    const tries = { ...TRIES, ...times };
    expect(beginRecord({ id: 'x' }, DELIVERY, tries, SETTINGS, LEASE)).toMatchObject(times);
  });

  it('has no command, and a fingerprint that is empty, when the message makes none', () => {
    const record = beginRecord({ id: 'x' }, DELIVERY, TRIES, SETTINGS, LEASE);
    expect(record).toMatchObject({ fingerprint: '', command: undefined, verb: undefined });
  });

  it('shows a long command shortened', () => {
    const request = requestOf(`dags trigger load -r r1 -c '{"a":"${'x'.repeat(5000)}"}'`);
    const { command: shown } = beginRecord(request, DELIVERY, TRIES, SETTINGS, LEASE);
    expect(shown).toMatch(/^dags trigger load --run-id r1 --conf \{"a":"x+…$/);
    expect(shown).toHaveLength(2048);
  });
});

it('The record of a command that is held says why, and what was counted; it has no lease', () => {
  const tries = { lateAnswers: 4, senselessAnswers: 2, mayHaveRun: true };
  const running = runningRecord({ version: 5, leaseUntil: LEASE });
  const { state: _state, leaseUntil: _leaseUntil, ...common } = running;
  const held = (reason: string) =>
    holdRecord(running, tries, {
      outcome: 'held',
      reason,
      trouble: 'environment',
      mayHaveRun: true,
      via: 'rest',
    });
  const expected = { ...common, ...tries, version: 6, state: 'held', via: 'rest', reason: 'busy' };
  expect(held('busy')).toStrictEqual(expected);
  const longest = 'x'.repeat(2000);
  expect(held(longest).reason).toBe(longest);
  expect(held(`${longest}x`).reason).toBe(`${'x'.repeat(1999)}…`);
});

describe('The record of a command that has ended', () => {
  const running = runningRecord({
    version: 5,
    leaseUntil: LEASE,
    sentAt: '2026-03-01T10:00:00.000Z',
    startedAt: '2026-03-01T10:00:03.000Z',
    expiresAt: 1,
  });
  const ran = { answer: { stdout: 'out', stderr: 'err' }, durations: { mintMs: 10, cliMs: 990 } };
  const failed: FinalResult = {
    outcome: 'failed',
    reason: 'Airflow said no',
    failure: 'other',
    ...ran,
  };

  it('says what came of it, how long it took, and what Airflow printed', () => {
    const record = endRecord(running, failed, command, SETTINGS);
    expect(record).toMatchObject({
      id: running.id,
      version: 6,
      state: 'ended',
      outcome: 'failed',
      reason: 'Airflow said no',
      failure: 'other',
      finishedAt: '2026-03-01T10:00:05.000Z',
      waitingMs: 3000,
      mintMs: 10,
      cliMs: 990,
      deadLetterOf: ENVIRONMENT,
      expiresAt: EXPIRY,
      event: { detailType: 'Airflow Command Failed', reason: 'Airflow said no', stdout: 'out' },
    });
    expect([unzip(record.stdout), unzip(record.stderr)]).toStrictEqual(['out', 'err']);
    expect(record).not.toHaveProperty('leaseUntil');
  });

  it('has after success neither a reason nor a dead letter', () => {
    const record = endRecord(running, { outcome: 'succeeded', ...ran }, command, SETTINGS);
    expect(record).not.toHaveProperty('reason');
    expect(record.deadLetterOf).toBeUndefined();
  });

  it('has no output when nothing was run, nor when the verb prints secrets', () => {
    const refused: FinalResult = { outcome: 'refused', reason: 'no' };
    const secret = requestOf('variables get key').command;
    for (const record of [
      endRecord(running, refused, command, SETTINGS),
      endRecord(running, failed, secret, SETTINGS),
    ]) {
      expect([record.stdout, record.stderr]).toStrictEqual([undefined, undefined]);
      expect([record.event.stdout, record.event.stderr]).toStrictEqual(['', '']);
    }
  });

  it('has waited for no time when the clocks of SQS and of the function disagree', () => {
    const early = { ...running, startedAt: '2026-03-01T09:59:59.000Z' };
    expect(endRecord(early, failed, command, SETTINGS).waitingMs).toBe(0);
  });
});
