import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { waitUntil } from '../../../local/wait';
import { COMPANY_BUCKET, STACK, useFeatures } from '../../support/deploy/features';

const features = useFeatures();
const STARTED_WITHIN_MS = 60_000;

const upload = (Bucket: string, Key: string) =>
  features.account.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));

/** The one run of a DAG, as soon as it is there. */
async function theRun(dagId: string) {
  const isThere = async () => (await features.airflow.dagRuns(dagId)).length > 0;
  await waitUntil(`${dagId} has a run`, isThere, STARTED_WITHIN_MS);
  const runs = await features.airflow.dagRuns(dagId);
  expect(runs).toHaveLength(1);
  return runs[0];
}

it('an upload that S3 notifies of starts a run', async () => {
  await upload(features.output('UploadBucket'), 'orders/today.csv');

  expect((await theRun('ingest_orders'))?.conf).toMatchObject({ key: 'orders/today.csv' });
});

it('an upload into a bucket of somebody else starts a run, by EventBridge', async () => {
  await upload(COMPANY_BUCKET, 'in/today.csv');

  const conf = { bucket: COMPANY_BUCKET, key: 'in/today.csv' };
  expect((await theRun('ingest_partner'))?.conf).toMatchObject(conf);
});

it('the uploads of some seconds start one run for all', async () => {
  const bucket = features.output('UploadBucket');
  await Promise.all(['a', 'b', 'c'].map((name) => upload(bucket, `sales/2026-11-22/${name}`)));

  expect((await theRun('load_sales'))?.conf).toMatchObject({ fileCount: 3 });
});

it('an event on the bus starts a run, with what the event says', async () => {
  const entry = {
    Source: 'shop',
    DetailType: 'Machine',
    Detail: JSON.stringify({ state: 'stopped', machine: 'm-1' }),
  };
  await features.account.sh(`aws events put-events --entries '${JSON.stringify([entry])}'`);

  expect((await theRun('clean_up'))?.conf).toEqual({ machine: 'm-1' });
});

it('what a schedule sends starts a run', async () => {
  const { account } = features;
  // MiniStack's Scheduler does not know the target "aws-sdk:sqs:sendMessage": the test is the Scheduler.
  const name = await account.sh(
    "aws scheduler list-schedules --query 'Schedules[0].Name' --output text",
  );
  const { Target } = JSON.parse(
    await account.sh(`aws scheduler get-schedule --name ${name.trim()}`),
  );
  expect(Target.Arn).toBe('arn:aws:scheduler:::aws-sdk:sqs:sendMessage');
  const input = Target.Input.replaceAll('<aws.scheduler.scheduled-time>', new Date().toISOString());
  await account.sqs.send(new SendMessageCommand(JSON.parse(input)));

  await theRun('nightly_report');
});

it('the Pipe of the outcomes runs, from the stream of the records to the bus', async () => {
  const pipes = await features.account.sh(
    "aws pipes list-pipes --query 'Pipes[].[Name, CurrentState, Source, Target]' --output text",
  );
  expect(pipes.trim().split('\n')).toHaveLength(1);
  expect(pipes).toMatch(
    new RegExp(`^${STACK}.*\tRUNNING\t.*/stream/.*\t.*event-bus/default$`, 'm'),
  );
});
