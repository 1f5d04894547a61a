import { Resource } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueTarget } from '../queues/queue-target';
import { notifyEventBridge, notifyQueue } from './bucket-notifications';
import { uploadPattern } from './upload-events';
import { eventFilter, notificationFilter } from './upload-filters';
import type { UploadTriggerOptions } from './upload-trigger-options';

/** Whether this app makes the bucket, and so may say what it notifies. */
export function isOwnBucket(bucket: IBucket): boolean {
  return Resource.isOwnedResource(bucket);
}

/** Has S3 itself send a bucket's events to the queue. */
export function connectByNotification(options: UploadTriggerOptions, queue: Queue): void {
  notifyQueue(notificationFilter(options), queue);
}

/** Where an event of EventBridge comes from, and goes when the queue does not take it. */
export interface EventConnection {
  /** @default - the account's default event bus */
  readonly eventBus?: IEventBus;
  readonly undelivered: IQueue;
}

/** Has EventBridge send a bucket's events to the queue. */
export function connectByRule(
  scope: Construct,
  options: UploadTriggerOptions,
  queue: Queue,
  { eventBus, undelivered }: EventConnection,
): void {
  const { bucket, dagId, sourceAccounts } = options;
  if (isOwnBucket(bucket)) notifyEventBridge(bucket);
  new Rule(scope, 'Rule', {
    description: `Tells of uploads that trigger ${dagId}`,
    eventBus,
    eventPattern: uploadPattern(eventFilter(options), sourceAccounts),
    targets: [queueTarget(queue, undelivered)],
  });
}
