import { describe, expect, it } from 'vitest';
import { createRecords } from '../../../lambda/adapters/records';
import type { Records } from '../../../lambda/runner/ports';
import { runningRecord } from '../../support/command-records';
import { ENVIRONMENT } from '../../support/deliveries';
import { errorOf } from '../../support/errors';
import { hangingDynamoDb } from '../../support/hanging-aws';

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
