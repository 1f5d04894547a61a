import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

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

/** @param environmentName the message group */
export function createCommandsQueue(
  client: SQSClient,
  queueUrl: string,
  environmentName: string,
  newDeduplicationId: () => string,
): CommandsQueue {
  return {
    async send(body) {
      const { MessageId = '' } = await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageGroupId: environmentName,
          MessageDeduplicationId: newDeduplicationId(),
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

export async function queueArn(client: SQSClient, QueueUrl: string): Promise<string> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return Attributes.QueueArn ?? '';
}
