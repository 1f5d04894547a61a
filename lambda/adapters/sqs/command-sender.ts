import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { CommandSender } from '../../contract/command-sender';
import { withinTime } from '../within-time';

/** The commands queue, as the functions that make commands see it. */
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
