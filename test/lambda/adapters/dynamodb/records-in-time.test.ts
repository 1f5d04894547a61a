import { describe, expect, it, vi } from 'vitest';
import { createRecords } from '../../../../lambda/adapters/dynamodb/records';
import type { Records } from '../../../../lambda/runner/ports';
import { runningRecord } from '../../../support/command-records';
import { ENVIRONMENT } from '../../../support/deliveries';
import { errorOf } from '../../../support/errors';
import { hangingDynamoDb } from '../../../support/hanging-aws';
import { startRecordsTable } from '../../../support/records-table';

describe('A table that does not answer is given up after five seconds', () => {
  it.each<[string, (records: Records) => Promise<unknown>]>([
    ['when a record is written', (records) => records.save(runningRecord())],
    ['when one is read', (records) => records.find('upload-7')],
    ['when an environment’s is', (records) => records.findEnvironment(ENVIRONMENT)],
  ])('%s', async (_title, call) => {
    const { dynamoDb, limits } = await hangingDynamoDb();
    const error = await errorOf(() => call(createRecords(dynamoDb, 'records')));
    expect(error.name).toBe('AbortError');
    expect(limits.mock.calls).toStrictEqual([[5000]]);
  });
});

it('A write and the look at what it has met share their five seconds', async () => {
  const { client, tableName } = await startRecordsTable();
  const records = createRecords(client, tableName);
  await records.save(runningRecord());
  const send = vi.spyOn(client, 'send');
  await errorOf(() => records.save(runningRecord({ writer: 'writer-2' })));
  const [put, get, ...more] = send.mock.calls.map(([, options]) => Object(options).abortSignal);
  expect(put).toBeInstanceOf(AbortSignal);
  expect(get).toBe(put);
  expect(more).toStrictEqual([]);
});
