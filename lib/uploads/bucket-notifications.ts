import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BucketNotificationDestinationType,
  EventType,
  type IBucket,
  type IBucketNotificationDestination,
} from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { letBucketsSend } from '../keys/key-services';
import type { UploadFilter } from './upload-filters';

/** Has S3 itself send to a queue what is written to a bucket. */
export function notifyQueue({ bucket, prefix, suffix }: UploadFilter, queue: Queue): void {
  bucket.addEventNotification(
    EventType.OBJECT_CREATED,
    queueDestination(queue),
    ...(prefix === undefined && suffix === undefined ? [] : [{ prefix, suffix }]),
  );
  acknowledgeHandler(bucket);
}

/** CDK's own gives S3 more than it needs of a queue's key, wherever it asks for it from. */
function queueDestination(queue: Queue): IBucketNotificationDestination {
  return {
    bind(_, bucket) {
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('s3.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnLike: { 'aws:SourceArn': bucket.bucketRef.bucketArn } },
        }),
      );
      if (queue.encryptionMasterKey !== undefined) letBucketsSend(queue.encryptionMasterKey);
      const { queueArn: arn } = queue;
      return { arn, type: BucketNotificationDestinationType.QUEUE, dependencies: [queue] };
    },
  };
}

/** Has S3 tell EventBridge what becomes of a bucket's objects. */
export function notifyEventBridge(bucket: IBucket): void {
  bucket.enableEventBridgeNotification();
  acknowledgeHandler(bucket);
}

/** CDK writes a bucket's notifications by a function that it adds to the stack, under this id. */
const HANDLER = /^BucketNotificationsHandler/;

function acknowledgeHandler(bucket: IBucket): void {
  for (const child of Stack.of(bucket).node.children) {
    if (!HANDLER.test(child.node.id)) continue;
    Validations.of(child).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: "It is CDK's own function, which runs in deployments only: its role is CDK's to make",
    });
  }
}
