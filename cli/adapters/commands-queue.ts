import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Here } from '../here';

/** How many messages a queue holds, about. */
export interface QueueCounts {
  readonly waiting: number;
  /** Handed out, to a function that is at it or to be tried again. */
  readonly inFlight: number;
}

/** The commands queue, as who sends commands sees it. */
export interface CommandsQueue {
  /** @returns SQS's id of the message */
  send(body: string): Promise<string>;
  counts(): Promise<QueueCounts>;
}

export function sqsOf({ aws }: Here): SQSClient {
  return aws.client('sqs', SQSClient);
}

export function commandsQueueOf(here: Here): CommandsQueue {
  const client = sqsOf(here);
  const { queueUrl, environmentName } = here.deployment;
  return {
    async send(body) {
      const { MessageId = '' } = await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageGroupId: environmentName,
          MessageDeduplicationId: randomUUID(),
        }),
      );
      return MessageId;
    },
    counts: () => countMessages(client, queueUrl),
  };
}

export async function countMessages(client: SQSClient, QueueUrl: string): Promise<QueueCounts> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

export async function queueArn(here: Here): Promise<string> {
  const { Attributes = {} } = await sqsOf(here).send(
    new GetQueueAttributesCommand({
      QueueUrl: here.deployment.queueUrl,
      AttributeNames: ['QueueArn'],
    }),
  );
  return Attributes.QueueArn ?? '';
}
