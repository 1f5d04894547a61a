import { expect, it } from 'vitest';
import { readSqsRecord } from '../../../lambda/adapters/sqs-record';

const RECORD = {
  messageId: 'message-1',
  receiptHandle: 'receipt-1',
  body: 'version',
  attributes: {
    ApproximateReceiveCount: '3',
    SentTimestamp: '1772359200000',
    SenderId: 'AIDA',
    ApproximateFirstReceiveTimestamp: '1772359201000',
    MessageGroupId: 'MyEnvironment',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:commands.fifo',
  awsRegion: 'us-east-1',
};

it('reads a record of Lambda’s SQS event, whose numbers are strings', () => {
  expect(readSqsRecord(RECORD)).toStrictEqual({
    messageId: 'message-1',
    receiptHandle: 'receipt-1',
    body: 'version',
    group: 'MyEnvironment',
    sentAt: Date.parse('2026-03-01T10:00:00Z'),
    firstReceivedAt: Date.parse('2026-03-01T10:00:01Z'),
    receiveCount: 3,
  });
});

it('reads a record without a group as one of no environment', () => {
  const { MessageGroupId, ...attributes } = RECORD.attributes;
  expect(readSqsRecord({ ...RECORD, attributes }).group).toBe('');
});
