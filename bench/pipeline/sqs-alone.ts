import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import type { LocalStack } from '../../local/stack/local-stack';
import { receiveBatch } from '../../local/stack/message-batches';

/** SQS's own limit. */
const MAX_BATCH = 10;

/**
 * What the SQS of this machine itself takes to hand out messages that wait, one by one and in order, and to delete
 * them: the local stack can be no faster.
 *
 * @returns milliseconds of all
 */
export async function drainAlone({ sqs }: LocalStack, count: number): Promise<number> {
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `alone-${randomUUID()}.fifo`,
      Attributes: { FifoQueue: 'true' },
    }),
  );
  for (let sent = 0; sent < count; sent += MAX_BATCH) {
    const Entries = Array.from({ length: Math.min(MAX_BATCH, count - sent) }, (_, i) => ({
      Id: String(i),
      MessageBody: 'dags trigger load',
      MessageGroupId: 'one',
      MessageDeduplicationId: randomUUID(),
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
  const start = performance.now();
  const spec = { queueUrl: QueueUrl, batchSize: 1, windowSeconds: 0 };
  const { signal } = new AbortController();
  for (let done = 0; done < count; done++) {
    const [message] = await receiveBatch(sqs, spec, signal);
    if (message === undefined) throw new InternalError(`${count - done} messages do not come`);
    const { ReceiptHandle } = message;
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return performance.now() - start;
}
