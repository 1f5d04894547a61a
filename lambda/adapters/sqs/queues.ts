import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DEAD_LETTER_ATTRIBUTE } from '../../contract/dead-letter';
import { writeAsciiJson } from '../../contract/json';
import type { Queues } from '../../runner/ports';
import { withinTime } from '../within-time';
import { hideMessage } from './hide-message';

export interface QueueSettings {
  /** Also the message group. */
  readonly environmentName: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

interface PreparedQueues extends Queues {
  /** Opens the connection that the first command's calls go over. Throws what SQS throws. */
  prepare(): Promise<void>;
}

/** The commands queue and its dead-letter queue. */
export function createQueues(client: SQSClient, urls: QueueSettings): PreparedQueues {
  return {
    async prepare() {
      const ask = { QueueUrl: urls.queueUrl, AttributeNames: ['QueueArn' as const] };
      await client.send(new GetQueueAttributesCommand(ask), withinTime());
    },
    hideFor: (delivery, seconds) => hideMessage(client, urls.queueUrl, delivery, seconds),
    async sendDeadLetter(delivery, body, deadLetter) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: urls.deadLetterQueueUrl,
          MessageBody: body,
          // A group of its own, so that any one dead letter can be retried without the others.
          MessageGroupId: deadLetter.id,
          // The same failure reported twice is kept once. The next one is kept beside it: a retry's, and
          // one of the same message when it came back and took its own retry over.
          MessageDeduplicationId: `${delivery.messageId}-${deadLetter.attempts}`,
          // ASCII, since a reason quotes Airflow, and SQS refuses some Unicode characters.
          MessageAttributes: attributeOf(writeAsciiJson(deadLetter)),
        }),
        withinTime(),
      );
    },
    async sendOn(delivery, deadLetter) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: urls.queueUrl,
          MessageBody: delivery.body,
          MessageGroupId: urls.environmentName,
          MessageDeduplicationId: delivery.messageId,
          MessageAttributes: attributeOf(deadLetter.attribute),
        }),
        withinTime(),
      );
    },
  };
}

function attributeOf(StringValue: string) {
  return { [DEAD_LETTER_ATTRIBUTE]: { DataType: 'String', StringValue } };
}
