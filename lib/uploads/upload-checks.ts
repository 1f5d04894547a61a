import { Stack, Token } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { elsewhere } from '../checks/places';
import { checkList } from '../checks/value-checks';
import { isOwnBucket } from './upload-connection';
import type { UploadTriggerOptions } from './upload-trigger-options';

/** Accounts go with events of EventBridge, and with no others. */
export function checkAccounts({ sourceAccounts, viaEventBridge }: UploadTriggerOptions): void {
  if (sourceAccounts === undefined) return;
  checkList('sourceAccounts', sourceAccounts);
  const wrong = sourceAccounts.find((one) => !Token.isUnresolved(one) && !/^\d{12}$/.test(one));
  if (sourceAccounts.length === 0 || wrong !== undefined) {
    throw new Error(
      `sourceAccounts has ${wrong === undefined ? 'no account' : JSON.stringify(wrong)}: give the 12 digits of each account, or leave it out for a bucket of the stack's own`,
    );
  }
  if (viaEventBridge !== false) return;
  throw new Error(
    'viaEventBridge is false and sourceAccounts are given: the events of another account come by EventBridge only; leave viaEventBridge out',
  );
}

/** Elsewhere, a bucket's events go to an event bus that no rule here listens on. */
export function checkPlace({ bucket, sourceAccounts }: UploadTriggerOptions, stack: Stack): void {
  const place = sourceAccounts === undefined ? elsewhere(bucket.env, stack) : undefined;
  if (place === undefined) return;
  throw new Error(
    `bucket is in ${place} ${bucket.env[place]}, the stack in ${stack[place]}: give sourceAccounts, and put an UploadForwarder into a stack there`,
  );
}

/** The bucket's stack would need the queue, and the queue's stack the bucket. */
export function checkNotifiable(bucket: IBucket, stack: Stack): void {
  if (!isOwnBucket(bucket) || Stack.of(bucket) === stack) return;
  throw new Error(
    `viaEventBridge is false for a bucket of the stack ${Stack.of(bucket).stackName}: for S3's own notifications the two stacks would each need the other first; leave viaEventBridge out`,
  );
}
