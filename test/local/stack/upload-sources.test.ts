import { PutObjectCommand } from '@aws-sdk/client-s3';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { expect, it, onTestFinished } from 'vitest';
import { MwaaCommandQueue, UploadForwarder } from '../../../lib';
import { readMessages } from '../../../local/demo/queues';
import { readAssembly } from '../../../local/stack/assembly';
import { startLocalStack } from '../../../local/stack/local-stack';
import { createBucket } from '../../support/aws';
import { temporaryFolder } from '../../support/temporary-folder';

/** In whose account the bucket "theirs" is. */
const THEM = '111111111111';

/** The constructs as a team has them: triggers on buckets of every kind. */
function stacks() {
  const outdir = temporaryFolder();
  const app = new App({
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const stack = new Stack(app, 'Env');
  const queue = new MwaaCommandQueue(stack, 'Q', { environmentName: 'E' });
  const add = (id: string, bucket: IBucket, more = {}) =>
    queue.addUploadTrigger(id, { bucket, dagId: 'd', ...more });
  const own = new Bucket(stack, 'Own', { versioned: true });
  new CfnOutput(stack, 'OwnBucket', { value: own.bucketName });
  add('s3', own, { prefix: 'in/', suffix: '.csv' });
  add('overlapping', own, {
    keyPattern: 'in/{date}/*.csv',
    batch: { window: Duration.minutes(5) },
  });
  add('imported', Bucket.fromBucketName(stack, 'I', 'imported'), { marker: '_OK', prefix: 'a b/' });
  const theirs = Bucket.fromBucketName(stack, 'T', 'theirs');
  add('theirs', theirs, { sourceAccounts: [THEM] });
  const [bus] = stack.resolve(queue.uploadEventBus?.eventBusArn)['Fn::GetAtt'];

  const sender = new Stack(app, 'Sender');
  const arn = `arn:aws:events:us-east-1:000000000000:event-bus/Env-${bus}`;
  new UploadForwarder(sender, 'F', {
    bucket: Bucket.fromBucketName(sender, 'B', 'theirs'),
    eventBus: EventBus.fromEventBusArn(sender, 'Bus', arn),
    suffix: '.csv',
  });
  app.synth();
  return readAssembly(outdir);
}

/** Runs them without what takes the events away. */
async function run() {
  const all = stacks().map((stack) => ({
    ...stack,
    resources: new Map(
      [...stack.resources].filter(([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping'),
    ),
  }));
  const stack = await startLocalStack({
    stacks: all,
    variables: {},
    onEvent: () => {},
    bucketAccounts: new Map([['theirs', THEM]]),
  });
  onTestFinished(stack.stop);
  for (const name of ['imported', 'theirs']) await createBucket(stack.s3, name);
  return { stack, own: stack.outputs.get('Env')?.OwnBucket ?? '' };
}

interface Told {
  readonly Records?: readonly { readonly s3: { readonly object: { readonly key: string } } }[];
  readonly account?: string;
  readonly detail?: { readonly object: { readonly key: string; readonly 'version-id'?: string } };
}

it('each trigger is told of the uploads to its bucket that its filter lets through, by its own way', async () => {
  const { stack, own } = await run();
  const put = (Bucket: string, Key: string) =>
    stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  for (const key of ['in/1/a.csv', 'in/b.txt', 'out/1/c.csv']) await put(own, key);
  for (const key of ['a b/_OK', 'a b/c/_OK', 'a b/_OK.csv', '_OK']) await put('imported', key);
  for (const key of ['x.csv', 'x.txt']) await put('theirs', key);
  await stack.notificationsSettled();

  const told = new Map<string, readonly Told[]>();
  for (const { spec } of stack.functions.values()) {
    const { MWAAQ_UPLOAD_RULE: rule, MWAAQ_UPLOADS_QUEUE_URL: url = '' } = spec.variables;
    if (rule === undefined) continue;
    const messages = await readMessages(stack.sqs, url);
    told.set(
      JSON.parse(rule).name,
      messages.map(({ Body }) => JSON.parse(Body ?? '')),
    );
  }
  const keys = (name: string) =>
    (told.get(name) ?? [])
      .flatMap(({ Records = [], detail }) => [
        ...Records.map(({ s3 }) => s3.object.key),
        ...(detail === undefined ? [] : [detail.object.key]),
      ])
      .toSorted();
  expect(keys('s3')).toEqual(['in%2F1%2Fa.csv']);
  expect(keys('overlapping')).toEqual(['in/1/a.csv']);
  expect(told.get('overlapping')?.[0]?.detail?.object['version-id']).toEqual(expect.any(String));
  expect(keys('imported')).toEqual(['a b/_OK', 'a b/c/_OK']);
  expect(keys('theirs')).toEqual(['x.csv']);
  expect(told.get('theirs')?.map(({ account }) => account)).toEqual([THEM]);
});
