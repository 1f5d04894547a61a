import type { SQSRecord } from 'aws-lambda';
import { DEAD_LETTER_ATTRIBUTE, readDeadLetter } from '../../contract/dead-letter';
import type { Delivery } from '../../runner/ports';

/** Reads one record of Lambda's SQS event. Dates are strings of milliseconds there. */
export function readSqsRecord(record: SQSRecord): Delivery {
  const { attributes, messageAttributes } = record;
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    body: record.body,
    group: attributes.MessageGroupId ?? '',
    senderId: attributes.SenderId,
    deadLetter: readDeadLetter(messageAttributes[DEAD_LETTER_ATTRIBUTE]?.stringValue),
    sentAt: Number(attributes.SentTimestamp),
    firstReceivedAt: Number(attributes.ApproximateFirstReceiveTimestamp),
    receiveCount: Number(attributes.ApproximateReceiveCount),
  };
}
