import { describe, expect, it, vi } from 'vitest';
import { deliveryOf } from '../../support/deliveries';
import { raised } from '../../support/fake-airflow';
import { handle } from '../../support/runner';
import { useStoppedClock } from '../../support/stopped-clock';

const SENT = Date.parse('2026-03-01T10:00:00Z');
const BODY = '{"trigger":{"dagId":"load","runId":"r1"},"id":"upload-7"}';
const UNKNOWN = raised('airflow.exceptions.DagNotFound: Dag id load not found in DagModel');
const PATIENCE = 600_000;

useStoppedClock(SENT);

/** Handles the trigger so long after its first try. */
async function handleAt(laterMs: number, unknownDagPatienceMs: number, reply = UNKNOWN) {
  vi.setSystemTime(SENT + laterMs);
  const delivery = deliveryOf(BODY, { firstReceivedAt: SENT });
  return handle(delivery, { replies: [reply], unknownDagPatienceMs });
}

describe('A trigger of a DAG that Airflow does not know', () => {
  it.each([
    ['is dead-lettered at once without patience', 0, 0],
    ['is dead-lettered at once also when the clock of SQS is ahead', 0, -60_000],
    ['is dead-lettered when patience ends', PATIENCE, PATIENCE],
  ])('%s', async (_title, patienceMs, laterMs) => {
    const { disposal, queues, records } = await handleAt(laterMs, patienceMs);
    expect(disposal).toBe('done');
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'failed' } }]);
    expect(records.table.get('upload-7')).toMatchObject({ state: 'ended', outcome: 'failed' });
  });

  it('is tried again while patience lasts, in an environment that answers', async () => {
    const { disposal, queues, records, told, journal } = await handleAt(PATIENCE - 1, PATIENCE);
    expect(disposal).toBe('give-back');
    expect(queues.deadLetters).toStrictEqual([]);
    expect(told).toMatchObject([{ outcome: { trouble: 'unknown-dag', mayHaveRun: false } }]);
    expect(records.table.get('upload-7')).toMatchObject({
      state: 'held',
      reason: expect.stringContaining('DagNotFound'),
      mayHaveRun: false,
    });
    expect(journal).toContain('status available');
  });

  it('is dead-lettered at once for any other failure, patience or not', async () => {
    const { disposal } = await handleAt(0, PATIENCE, raised('ValueError: no'));
    expect(disposal).toBe('done');
  });
});
