import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { Account, type Outputs } from '../../support/deploy/account';
import { ROOT } from '../../support/process';

const ENGINES = {
  MyEnvironment: createAirflowModel({
    version: '2.11.2',
    dagIds: ['ingest_csv', 'load_events', 'daily_report'],
  }),
  MyOtherEnvironment: createAirflowModel({ version: '3.3.1', dagIds: ['load_export'] }),
};

let account: Account;
let outputs: Readonly<Record<string, Outputs>>;

beforeAll(async () => {
  account = await Account.open(new Map(Object.entries(ENGINES)));
  // As the README has it: cdk.json says what the app is, and builds its functions first.
  outputs = await account.deploy(ROOT);
});

afterAll(() => account?.close());

const output = (environment: string, name: string) => outputs[`mwaaq-${environment}`]?.[name] ?? '';

/** Writes a file into an environment's upload bucket. */
async function upload(environment: string, Key: string): Promise<string> {
  const Bucket = output(environment, 'UploadBucket');
  await account.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  return Bucket;
}

it('a file that is uploaded starts one DAG run, and its record tells', async () => {
  const bucket = await upload('MyEnvironment', 'incoming/orders.csv');

  const [record] = await account.ended(output('MyEnvironment', 'RecordsTableName'), 1);
  expect(record).toMatchObject({ outcome: 'succeeded', dagId: 'ingest_csv', source: 's3' });
  const runs = await ENGINES.MyEnvironment.dagRuns('ingest_csv');
  expect(runs.map(({ runId }) => runId)).toEqual([record?.runId]);
  expect(runs[0]?.conf).toMatchObject({ bucket, key: 'incoming/orders.csv' });
});
