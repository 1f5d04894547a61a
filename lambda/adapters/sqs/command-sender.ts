import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { withinTime } from '../within-time';

/** One message to send, complete with what SQS needs to know. */
export interface OutgoingMessage {
  readonly body: string;
  readonly deduplicationId: string;
}

/** Puts commands on an environment's queue. Throws what SQS throws. */
export type CommandSender = (message: OutgoingMessage) => Promise<void>;

export function createCommandSender(
  client: SQSClient,
  queueUrl: string,
  environmentName: string,
): CommandSender {
  return async ({ body, deduplicationId }) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: environmentName,
        MessageDeduplicationId: deduplicationId,
      }),
      withinTime(),
    );
  };
}
