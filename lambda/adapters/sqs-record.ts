import type { SQSRecord } from 'aws-lambda';
import type { Delivery } from '../runner/ports';

/** Reads one record of Lambda's SQS event. Dates are strings of milliseconds there. */
export function readSqsRecord(record: SQSRecord): Delivery {
  const { attributes } = record;
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    body: record.body,
    group: attributes.MessageGroupId ?? '',
    sentAt: Number(attributes.SentTimestamp),
    firstReceivedAt: Number(attributes.ApproximateFirstReceiveTimestamp),
    receiveCount: Number(attributes.ApproximateReceiveCount),
  };
}
