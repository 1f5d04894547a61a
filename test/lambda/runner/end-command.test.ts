import { describe, expect, it } from 'vitest';
import { RecordChangedError } from '../../../lambda/contract/errors';
import { endCommand } from '../../../lambda/runner/end-command';
import type { FinalResult } from '../../../lambda/runner/outcome';
import { runningRecord } from '../../support/command-records';
import { deliveryOf } from '../../support/deliveries';
import { errorOf } from '../../support/errors';
import { fakeQueues } from '../../support/fake-queues';
import { fakeRecords } from '../../support/fake-records';
import { requestOf } from '../../support/requests';
import { fakeRunner, type RunnerSetting } from '../../support/runner';

const RAN = { answer: { stdout: 'out', stderr: 'err' }, durations: { mintMs: 1, cliMs: 2 } };
const FAILED: FinalResult = {
  outcome: 'failed',
  reason: 'Airflow said no',
  failure: 'other',
  ...RAN,
};
const REFUSED: FinalResult = { outcome: 'refused', reason: 'not allowed' };
const BODY = '{"command":"version","id":"upload-7"}';

/** A command whose record is running, and what ending it does. */
function running(changes: Parameters<typeof runningRecord>[0] = {}, setting: RunnerSetting = {}) {
  const before = runningRecord({ attempts: 3, ...changes });
  const runner = fakeRunner({ before: [before], ...setting });
  const delivery = deliveryOf(BODY, { receiveCount: 7 });
  const { command } = requestOf(BODY);
  const end = (result: FinalResult) =>
    endCommand(before, result, command, {
      delivery,
      context: runner.context,
      deadline: Date.now() + 10_000,
    });
  return { ...runner, delivery, end };
}

describe('A command that ends', () => {
  it('has its record closed before its dead letter is sent', async () => {
    const { end, journal } = running();
    await end(FAILED);
    expect(journal).toStrictEqual(['save ended', 'dead letter: failed']);
  });

  it('has a dead letter with its record’s id, first time and attempts, not the delivery’s', async () => {
    const { end, queues, delivery } = running();
    await end(FAILED);
    expect(queues.deadLetters).toStrictEqual([
      {
        delivery,
        body: BODY,
        deadLetter: {
          outcome: 'failed',
          reason: 'Airflow said no',
          id: 'upload-7',
          firstSeen: '2026-03-01T10:00:01.000Z',
          attempts: 3,
          proof: 'writer-1',
        },
      },
    ]);
  });

  it('has none after success', async () => {
    const { end, journal } = running();
    await end({ outcome: 'succeeded', ...RAN });
    expect(journal).toStrictEqual(['save ended']);
  });

  it('is reported, as its record says it, also when that cannot be written', async () => {
    const records = fakeRecords({ failures: { save: [new RecordChangedError('changed')] } });
    const { end, told } = running({}, { records });
    await end(FAILED).catch(() => {});
    expect(told).toMatchObject([
      { record: { state: 'ended', outcome: 'failed', attempts: 3 }, outcome: FAILED },
    ]);
  });

  it('sends no dead letter when its record cannot be closed', async () => {
    const changed = new RecordChangedError('changed');
    const records = fakeRecords({ failures: { save: [changed] } });
    const { end, queues } = running({}, { records });
    expect(await errorOf(() => end(FAILED))).toBe(changed);
    expect(queues.deadLetters).toStrictEqual([]);
  });

  it('stays closed when its dead letter cannot be sent, and fails', async () => {
    const { end, records } = running({}, { queues: fakeQueues(['sendDeadLetter']) });
    await expect(end(FAILED)).rejects.toThrow('sendDeadLetter failed');
    expect(records.table.get('upload-7')).toMatchObject({ state: 'ended', outcome: 'failed' });
  });

  it('has a reason in its dead letter that is cut as in its record', async () => {
    const { end, queues } = running();
    await end({ ...FAILED, reason: 'x'.repeat(100_000) });
    const reason = queues.deadLetters[0]?.deadLetter.reason;
    expect(reason).toBe(`${'x'.repeat(1999)}…`);
  });
});

describe('A command that is refused', () => {
  it('is refused when none of its tries can have run', async () => {
    const { end, queues, told } = running({ mayHaveRun: false });
    await end(REFUSED);
    expect(queues.deadLetters).toMatchObject([{ deadLetter: REFUSED }]);
    expect(told).toMatchObject([{ outcome: REFUSED }]);
  });

  it('ends as unknown when an earlier try may have run, in record, report and dead letter', async () => {
    const { end, queues, told, records } = running({ mayHaveRun: true });
    await end(REFUSED);
    const unknown = {
      outcome: 'unknown',
      reason: 'not allowed. An earlier try may have run it: see in Airflow',
    };
    expect(queues.deadLetters).toMatchObject([{ deadLetter: unknown }]);
    expect(told).toMatchObject([{ record: unknown, outcome: unknown }]);
    expect(records.table.get('upload-7')).toMatchObject({
      ...unknown,
      event: { detailType: 'Airflow Command Unknown', ...unknown },
    });
  });
});

describe('A command whose earlier try may have run', () => {
  it('says so when Airflow refuses it now, and has failed all the same', async () => {
    const { end, queues, told, records } = running({ mayHaveRun: true });
    await end(FAILED);
    const reason = 'Airflow said no. An earlier try may have run it: see in Airflow';
    const failed = { outcome: 'failed', reason };
    expect(queues.deadLetters).toMatchObject([{ deadLetter: failed }]);
    expect(told).toMatchObject([{ record: failed, outcome: { ...FAILED, reason } }]);
    expect(records.table.get('upload-7')).toMatchObject({ ...failed, event: failed });
  });

  it.each<FinalResult>([
    { outcome: 'succeeded', ...RAN },
    { ...FAILED, failure: 'run-exists' },
    { outcome: 'unknown', reason: 'lost' },
  ])('ends as it does where that is known or told: $outcome', async (result) => {
    const { end, told } = running({ mayHaveRun: true });
    await end(result);
    expect(told).toMatchObject([{ outcome: result }]);
  });
});
