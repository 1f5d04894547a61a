import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { Account, type Outputs } from '../../support/deploy/account';
import {
  beforeExample,
  EXAMPLE_OPTIONS,
  EXAMPLES,
  exampleFolder,
} from '../../support/deploy/examples';

const airflow = createAirflowModel({ version: '2.11.2', dagIds: ['ingest_orders'] });
let account: Account;

beforeAll(async () => {
  account = await Account.open(new Map([['MyEnvironment', airflow]]));
});

afterAll(() => account?.close());

/** What a deployed example does, by the example's name. */
const CHECKS: Readonly<Record<string, (outputs: Outputs) => Promise<void>>> = {
  async minimal({ Bucket, RecordsTableName = '' }) {
    await account.s3.send(new PutObjectCommand({ Bucket, Key: 'orders/1.csv', Body: 'a' }));

    await account.ended(RecordsTableName, 1);
    expect(await airflow.dagRuns('ingest_orders')).toHaveLength(1);
  },
};

describe('The CDK CLI deploys', () => {
  it.each(EXAMPLES)('the example %s', async (name) => {
    await account.sh(beforeExample(name));

    const stacks = await account.deploy(exampleFolder(name), EXAMPLE_OPTIONS[name]);

    expect(Object.keys(stacks)).not.toEqual([]);
    await CHECKS[name]?.(Object.assign({}, ...Object.values(stacks)));
  });
});
