import { DeleteMessageCommand, type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import { ENVIRONMENT } from './deliveries';
import { startSqs } from './fifo-queues';

/** The runner's two queues on this machine, and what happens to their messages outside the runner. */
export async function startRunnerQueues() {
  const { sqs, endpoint, createQueue, receive, count } = await startSqs();
  const queueUrl = await createQueue('commands.fifo');
  const deadLetterQueueUrl = await createQueue('commands-dlq.fifo');
  const received = () => receive(queueUrl);
  return {
    endpoint,
    queueUrl,
    deadLetterQueueUrl,
    received,
    /** How many messages are not hidden. */
    waiting: () => count(queueUrl),
    deadLetters: () => count(deadLetterQueueUrl),
    takeDeadLetters: () => receive(deadLetterQueueUrl),
    /** Sends a message to the environment's group, and receives it as Lambda does. */
    async deliver(MessageBody: string): Promise<readonly Message[]> {
      const ids = { MessageGroupId: ENVIRONMENT, MessageDeduplicationId: 'first' };
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, ...ids }));
      return received();
    },
    /** Deletes messages as Lambda does with those that are not given back. */
    async acknowledge(messages: readonly Message[]): Promise<void> {
      for (const { ReceiptHandle } of messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
    },
    /** Sends a dead letter back as SQS's redrive does: as it is, in its own group. */
    async redrive({ Body, Attributes, MessageAttributes }: Message): Promise<void> {
      const ids = { MessageGroupId: Attributes?.MessageGroupId, MessageDeduplicationId: 'redrive' };
      const message = { MessageBody: Body, MessageAttributes, ...ids };
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, ...message }));
    },
  };
}
