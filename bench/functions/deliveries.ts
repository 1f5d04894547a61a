import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import { ACCOUNT } from '../../local/stack/account';
import { toNotification } from '../../local/stack/bucket-events';
import { toRecord } from '../../local/stack/event-source-mapping';
import { receiveBatch } from '../../local/stack/message-batches';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:bench.fifo';

/** Longer than any of it is at work, in seconds. */
const VISIBILITY_SECONDS = '1200';

interface Sqs {
  readonly sqs: SQSClient;
  readonly endpoint: string;
}

/** @returns the URL of a FIFO queue that nobody polls */
export async function createQueue({ sqs, endpoint }: Sqs): Promise<string> {
  const QueueName = 'bench.fifo';
  await sqs.send(
    new CreateQueueCommand({
      QueueName,
      Attributes: { FifoQueue: 'true', VisibilityTimeout: VISIBILITY_SECONDS },
    }),
  );
  return `${endpoint}/${ACCOUNT}/${QueueName}`;
}

/** An event as Lambda hands it to a function, and what ends it. */
export interface Delivery {
  readonly event: unknown;
  /** Deletes the message, as Lambda does. */
  done(): Promise<void>;
}

/** Sends a message and receives it as the event source mapping does. */
export async function deliver(
  sqs: SQSClient,
  queueUrl: string,
  group: string,
  body: string,
): Promise<Delivery> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: randomUUID(),
    }),
  );
  return receive(sqs, queueUrl);
}

/** @throws Error when no message comes */
export async function receive(sqs: SQSClient, queueUrl: string): Promise<Delivery> {
  const spec = { queueUrl, batchSize: 1, windowSeconds: 0 };
  const [message] = await receiveBatch(sqs, spec, new AbortController().signal);
  if (message === undefined) throw new InternalError(`no message comes from ${queueUrl}`);
  return {
    event: { Records: [toRecord(message, { queueArn: QUEUE_ARN })] },
    async done() {
      const { ReceiptHandle } = message;
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    },
  };
}

/** An upload's notification, in a message of the uploads queue; with the message itself nothing is done. */
export function uploadEvent(bucket: string, key: string): unknown {
  const written = { bucket, key, eventName: 'ObjectCreated:Put', size: 1, sequencer: randomUUID() };
  const message = {
    MessageId: randomUUID(),
    ReceiptHandle: 'none',
    Body: JSON.stringify(toNotification({ ...written, etag: 'd41d8cd98f00b204e9800998ecf8427e' })),
    Attributes: { SentTimestamp: String(Date.now()), ApproximateReceiveCount: '1' },
  };
  return { Records: [toRecord(message, { queueArn: QUEUE_ARN })] };
}
