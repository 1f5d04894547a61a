import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { type ObjectWritten, startAwsServer } from '../../local/stack/aws-server';

/** SQS and S3 of this test's own; `written` holds what S3 reports. */
export async function testAws() {
  const written: ObjectWritten[] = [];
  const listeners: ((object: ObjectWritten) => void)[] = [];
  const { sqs, s3, endpoint, stop } = await startAwsServer((object) => {
    written.push(object);
    for (const listener of listeners) listener(object);
  });
  onTestFinished(stop);
  return { sqs, s3, endpoint, written, onWritten: listeners.push.bind(listeners) };
}

/** @returns the new queue's URL */
export async function createQueue(
  sqs: SQSClient,
  QueueName: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const fifo: Record<string, string> = QueueName.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: { ...fifo, ...attributes } }),
  );
  return QueueUrl;
}

export async function createBucket(s3: S3Client, Bucket: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
}

/** How many messages a queue has, whether visible or not. */
export async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages) +
    Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}
