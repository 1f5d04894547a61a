import { Stack, Validations } from 'aws-cdk-lib';
import { EventType, type IBucket } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { UploadFilter } from './upload-filters';

/** Has S3 itself send to a queue what is written to a bucket. */
export function notifyQueue({ bucket, prefix, suffix }: UploadFilter, queue: IQueue): void {
  bucket.addEventNotification(
    EventType.OBJECT_CREATED,
    new SqsDestination(queue),
    ...(prefix === undefined && suffix === undefined ? [] : [{ prefix, suffix }]),
  );
  acknowledgeHandler(bucket);
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
