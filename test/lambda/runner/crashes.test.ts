import { describe, expect, it } from 'vitest';
import { runningRecord } from '../../support/command-records';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { requestOf } from '../../support/requests';
import { handle } from '../../support/runner';
import { useStoppedClock } from '../../support/stopped-clock';

const NOW = Date.parse('2026-03-01T10:05:00Z');

useStoppedClock(NOW);

describe('A message whose function has died', () => {
  const CLEAR = '{"argv":["tasks","clear","load","--yes"],"id":"upload-7"}';
  const { fingerprint = '' } = requestOf(CLEAR).command ?? {};
  const back = { receiveCount: 2 };

  it('is not handled before the lease is over: it is hidden until then', async () => {
    const { disposal, journal, queues } = await handle(deliveryOf(CLEAR, back), {
      before: [runningRecord({ leaseUntil: NOW + 20_000 })],
    });
    expect(disposal).toBe('give-back');
    expect(journal).toStrictEqual(['hide', 'hide']);
    expect(queues.hidden.at(-1)).toBe(20);
  });

  it('ends as unknown, and is not run again, when it may not be repeated', async () => {
    const { disposal, journal, queues, records } = await handle(deliveryOf(CLEAR, back), {
      before: [runningRecord({ version: 5, leaseUntil: NOW - 1 })],
    });
    expect(disposal).toBe('done');
    expect(journal).toStrictEqual(['hide', 'save ended', 'dead letter: unknown']);
    expect(queues.deadLetters[0]?.deadLetter.reason).toMatch(/^the function died .* \(1 times\)/);
    expect(records.table.get('upload-7')).toMatchObject({ version: 6, crashes: 1, attempts: 1 });
  });

  it('is closed as one of the message that came last, by another writer', async () => {
    const dead = runningRecord({ messageId: 'message-2', fingerprint });
    const { records } = await handle(deliveryOf(CLEAR, back), { before: [dead] });
    expect(records.table.get('upload-7')).toMatchObject({ messageId: MESSAGE_ID, state: 'ended' });
    expect(records.table.get('upload-7')?.writer).not.toBe(dead.writer);
  });

  it('ends as unknown also when it is not allowed any more, for it may have run', async () => {
    const { queues, airflow } = await handle(deliveryOf(CLEAR, back), {
      before: [runningRecord()],
      allowedCommands: ['version'],
    });
    expect(airflow.requests).toStrictEqual([]);
    const reason = expect.stringContaining('which may have run');
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown', reason } }]);
  });

  it('ends as unknown, with what is wrong with it, when it makes no command any more', async () => {
    const { queues } = await handle(deliveryOf('{"command":"frobnicate","id":"upload-7"}', back), {
      before: [runningRecord()],
    });
    const reason = expect.stringMatching(/^"frobnicate" is no Airflow .* may have run it: see in/);
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown', reason } }]);
  });

  it('is run again when it may be repeated, as the next attempt', async () => {
    const { disposal, records } = await handle(
      deliveryOf('{"command":"version","id":"upload-7"}', back),
      { before: [runningRecord({ version: 5 })], replies: [{ stdout: '3.0.6' }] },
    );
    expect(disposal).toBe('done');
    expect(records.saved).toMatchObject([
      { version: 6, state: 'running', attempts: 2, crashes: 1, mayHaveRun: true },
      { version: 7, state: 'ended', outcome: 'succeeded', attempts: 2, crashes: 1 },
    ]);
  });
});
