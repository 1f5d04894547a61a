import { type App, Duration, Stack } from 'aws-cdk-lib';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { MwaaCommandQueue } from '../lib';
import { addCommands, HERE, ownBucket } from './full-app-parts';

/** The stacks whose environments have a key of their own begin so. */
export const ENCRYPTED = 'Encrypted';

/** An environment with a key of the app, and one with a key that is only named. */
export function addEncryptedQueues(app: App): void {
  addQueueWithKey(new Stack(app, `${ENCRYPTED}Environment`, { env: HERE }));
  const stack = new Stack(app, `${ENCRYPTED}ByImportedKey`, { env: HERE });
  new MwaaCommandQueue(stack, 'Queue', {
    environmentName: 'MyThirdEnvironment',
    encryptionKey: Key.fromKeyArn(
      stack,
      'Key',
      `arn:aws:kms:${HERE.region}:${HERE.account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    ),
  });
}

function addQueueWithKey(stack: Stack): void {
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const queue = new MwaaCommandQueue(stack, 'Queue', {
    environmentName: 'MySecondEnvironment',
    encryptionKey,
    alarmTopic: new Topic(stack, 'Alarms', { masterKey: encryptionKey, enforceSSL: true }),
  });
  addSources(stack, queue);
  grantAll(queue, Role.fromRoleName(stack, 'User', 'data-platform'));
}

function addSources(stack: Stack, queue: MwaaCommandQueue): void {
  const bucket = ownBucket(stack);
  queue.addUploadTrigger('upload', { bucket, prefix: 'own/', dagId: 'load' });
  queue.addUploadTrigger('upload-batch', {
    bucket,
    prefix: 'all/',
    dagId: 'load',
    batch: { window: Duration.minutes(5) },
  });
  addCommands(queue);
}

/** Every right that a queue gives. */
export function grantAll(queue: MwaaCommandQueue, user: IRole): void {
  queue.grantSend(user);
  queue.grantReadRecords(user);
  queue.grantReadManifests(user);
  queue.grantHold(user);
  queue.grantRedrive(user);
}
