import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OutgoingMessage } from '../upload-trigger/trigger-message';
import { withinTime } from './within-time';

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
