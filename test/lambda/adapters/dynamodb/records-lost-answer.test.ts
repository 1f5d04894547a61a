import { describe, expect, it, onTestFinished } from 'vitest';
import { createRecords } from '../../../../lambda/adapters/dynamodb/records';
import { RecordChangedError } from '../../../../lambda/contract/errors';
import { type EnvironmentRecord, environmentRecordId } from '../../../../lambda/contract/record';
import { announce } from '../../../../lambda/runner/record/announcement';
import { endedRecord, heldRecord, runningRecord } from '../../../support/command-records';
import { losingFirstAnswer } from '../../../support/lossy-proxy';
import { clientOf, startRecordsTable } from '../../../support/records-table';

/** The table, and the same behind a line that loses the answer to the first write. */
async function start() {
  const { client, endpoint, tableName } = await startRecordsTable();
  const proxy = await losingFirstAnswer(endpoint, 'PutItem');
  const lossyClient = clientOf(proxy.endpoint);
  onTestFinished(() => lossyClient.destroy());
  const records = createRecords(client, tableName);
  return { records, lossy: createRecords(lossyClient, tableName), asked: proxy.asked };
}

const STATUS: EnvironmentRecord = {
  id: environmentRecordId('MyEnvironment'),
  version: 1,
  writer: 'writer-1',
  state: 'held',
  since: '2026-03-01T10:00:00.000Z',
  event: announce('Airflow Environment Held', {}),
};

describe('A write whose answer was lost', () => {
  it.each([
    ['the beginning of a command', [], runningRecord()],
    ['its being held', [runningRecord()], heldRecord()],
    ['its end', [runningRecord()], endedRecord()],
    ['a status', [], STATUS],
  ])('is repeated by the SDK, and known as its own: %s', async (_title, before, record) => {
    const { records, lossy, asked } = await start();
    for (const one of before) await records.save(one);
    await lossy.save(record);
    expect(asked).toStrictEqual(['PutItem', 'PutItem', 'GetItem']);
    expect(await records.find(record.id)).toStrictEqual(record);
  });

  it('is not taken for that of another invocation, which came in between', async () => {
    const { records, lossy } = await start();
    const other = runningRecord({ writer: 'writer-2' });
    // What is lost is an answer that says no: the repeated write finds the other one's record.
    await records.save(other);
    await expect(lossy.save(runningRecord())).rejects.toThrow(RecordChangedError);
    expect(await records.find('upload-7')).toStrictEqual(other);
  });
});
