import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import { createUploadsQueue } from '../../../../lambda/adapters/sqs/uploads-queue';
import { createQueue, messagesIn, testAws } from '../../../support/aws';

async function start() {
  const { sqs } = await testAws();
  const queueUrl = await createQueue(sqs, 'uploads');
  return { sqs, queueUrl, queue: createUploadsQueue(sqs, queueUrl) };
}

async function receive(sqs: SQSClient, QueueUrl: string) {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  return (await sqs.send(command)).Messages ?? [];
}

describe('The uploads queue', () => {
  it('tells of a batch when it is time', async () => {
    const { sqs, queueUrl, queue } = await start();
    await queue.startTimer({ batchId: 'now', closesAt: 7 }, 0);
    await queue.startTimer({ batchId: 'later', closesAt: 8 }, 900);
    const messages = await receive(sqs, queueUrl);
    expect(messages.map(({ Body }) => Body)).toStrictEqual([
      '{"mwaaqCloseBatch":{"batchId":"now","closesAt":7}}',
    ]);
    const send = vi.spyOn(sqs, 'send');
    await queue.startTimer({ batchId: 'later', closesAt: 8 }, 900);
    expect(send.mock.calls[0]?.[0].input).toMatchObject({ DelaySeconds: 900 });
  });

  it('hides a message for a while', async () => {
    const { sqs, queueUrl, queue } = await start();
    await queue.startTimer({ batchId: 'b', closesAt: 7 }, 0);
    const [message] = await receive(sqs, queueUrl);
    const delivery = { messageId: '', receiptHandle: message?.ReceiptHandle ?? '', body: '' };
    await queue.hideFor(delivery, 0);
    expect(await receive(sqs, queueUrl)).toHaveLength(1);
  });

  it('takes bodies, and tells of those that it does not take', async () => {
    const { sqs, queueUrl, queue } = await start();
    expect(await queue.sendAll(['{"a":1}', '{"b":2}'])).toStrictEqual([]);
    expect(await messagesIn(sqs, queueUrl)).toBe(2);
    const Failed = [{ Id: '1', Code: 'InternalError', Message: 'busy', SenderFault: false }];
    vi.spyOn(sqs, 'send').mockImplementation(async (command: unknown) => {
      expect(command).toBeInstanceOf(SendMessageBatchCommand);
      return { Failed };
    });
    expect(await queue.sendAll(['{"a":1}', '{"b":2}'])).toStrictEqual(['InternalError busy']);
  });
});
