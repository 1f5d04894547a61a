import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { readSqsRecord } from '../../../../lambda/adapters/sqs/sqs-record';

const RECORD: SQSRecord = {
  messageId: 'message-1',
  receiptHandle: 'receipt-1',
  body: 'version',
  attributes: {
    ApproximateReceiveCount: '3',
    SentTimestamp: '1772359200000',
    SenderId: 'AIDASENDER',
    ApproximateFirstReceiveTimestamp: '1772359201000',
    MessageGroupId: 'MyEnvironment',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:commands.fifo',
  awsRegion: 'us-east-1',
};

const withAttribute = (name: string, stringValue: string): SQSRecord => ({
  ...RECORD,
  messageAttributes: { [name]: { dataType: 'String', stringValue } },
});

describe('a record of Lambda’s SQS event', () => {
  it('is read as a delivery, its numbers from strings, and who sent it as SQS knows', () => {
    expect(readSqsRecord(RECORD)).toStrictEqual({
      messageId: 'message-1',
      receiptHandle: 'receipt-1',
      body: 'version',
      group: 'MyEnvironment',
      senderId: 'AIDASENDER',
      deadLetter: undefined,
      sentAt: Date.parse('2026-03-01T10:00:00Z'),
      firstReceivedAt: Date.parse('2026-03-01T10:00:01Z'),
      receiveCount: 3,
    });
  });

  it('without a group is one of no environment', () => {
    const { MessageGroupId, ...attributes } = RECORD.attributes;
    expect(readSqsRecord({ ...RECORD, attributes }).group).toBe('');
  });

  it('is one of a dead letter that came back when it bears our attribute', () => {
    const attribute = '{"outcome":"failed","id":"upload-7","attempts":2}';
    const { deadLetter } = readSqsRecord(withAttribute('mwaaqDeadLetter', attribute));
    expect(deadLetter).toStrictEqual({ id: 'upload-7', attempts: 2, attribute });
  });

  it.each([
    ['another name', 'deadLetter', '{"id":"upload-7","attempts":2}'],
    ['something else in it', 'mwaaqDeadLetter', 'upload-7'],
  ])('is none of a dead letter when its attribute has %s', (_title, name, value) => {
    expect(readSqsRecord(withAttribute(name, value)).deadLetter).toBeUndefined();
  });

  it('is none of a dead letter when its attribute is binary', () => {
    const attribute = {
      dataType: 'Binary',
      binaryValue: 'eyJpZCI6InYiLCJhdHRlbXB0cyI6MX0=',
    } as const;
    const messageAttributes = { mwaaqDeadLetter: attribute };
    expect(readSqsRecord({ ...RECORD, messageAttributes }).deadLetter).toBeUndefined();
  });
});
