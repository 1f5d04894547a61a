import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createCommandSender } from '../../../../lambda/adapters/sqs/command-sender';
import { createQueues } from '../../../../lambda/adapters/sqs/queues';
import { DEAD_LETTER_ATTRIBUTE, type DeadLetter } from '../../../../lambda/contract/dead-letter';
import { deliveryOf, ENVIRONMENT } from '../../../support/deliveries';
import { startSqs } from '../../../support/fifo-queues';

async function start() {
  const sqs = await startSqs();
  const queueUrl = await sqs.createQueue('commands.fifo');
  const deadLetterQueueUrl = await sqs.createQueue('commands-dlq.fifo');
  const queues = createQueues(sqs.sqs, {
    environmentName: ENVIRONMENT,
    queueUrl,
    deadLetterQueueUrl,
  });
  return { ...sqs, queueUrl, deadLetterQueueUrl, queues };
}

const DEAD_LETTER: DeadLetter = {
  outcome: 'failed',
  reason: 'Airflow said no',
  id: 'upload-7',
  firstSeen: '2026-03-01T10:00:01.000Z',
  attempts: 2,
  proof: 'writer-1',
};
const BODY = '{"a":1}';
const failed = (messageId: string) => deliveryOf('version', { messageId });

it('the queues are prepared without a message being touched', async () => {
  const { queues, receive, queueUrl, deadLetterQueueUrl } = await start();
  await queues.prepare();
  expect(await receive(queueUrl)).toStrictEqual([]);
  expect(await receive(deadLetterQueueUrl)).toStrictEqual([]);
});

describe('a dead letter', () => {
  it('bears body, reason, a group of its own, and which try of which message has failed', async () => {
    const { queues, receive, queueUrl, deadLetterQueueUrl } = await start();
    await queues.sendDeadLetter(failed('message-1'), BODY, DEAD_LETTER);
    const [message, ...more] = await receive(deadLetterQueueUrl);
    expect(more).toStrictEqual([]);
    expect(message?.Body).toBe(BODY);
    expect(message?.Attributes).toMatchObject({
      MessageGroupId: 'upload-7',
      MessageDeduplicationId: 'message-1-2',
    });
    expect(Object.keys(message?.MessageAttributes ?? {})).toStrictEqual([DEAD_LETTER_ATTRIBUTE]);
    const attribute = message?.MessageAttributes?.[DEAD_LETTER_ATTRIBUTE];
    expect(attribute?.DataType).toBe('String');
    expect(JSON.parse(attribute?.StringValue ?? '')).toStrictEqual(DEAD_LETTER);
    expect(await receive(queueUrl)).toStrictEqual([]);
  });

  it('is kept once when the same failed delivery is reported twice', async () => {
    const { queues, count, deadLetterQueueUrl } = await start();
    await queues.sendDeadLetter(failed('message-1'), BODY, DEAD_LETTER);
    await queues.sendDeadLetter(failed('message-1'), BODY, DEAD_LETTER);
    expect(await count(deadLetterQueueUrl)).toBe(1);
  });

  it('is kept beside another of the same command, whose retry has failed too', async () => {
    const { queues, count, deadLetterQueueUrl } = await start();
    await queues.sendDeadLetter(failed('message-1'), BODY, DEAD_LETTER);
    await queues.sendDeadLetter(failed('message-2'), BODY, DEAD_LETTER);
    expect(await count(deadLetterQueueUrl)).toBe(2);
  });

  it('is kept beside another of the same message, which came back and has failed again', async () => {
    const { queues, count, deadLetterQueueUrl } = await start();
    await queues.sendDeadLetter(failed('message-1'), BODY, DEAD_LETTER);
    await queues.sendDeadLetter(failed('message-1'), BODY, { ...DEAD_LETTER, attempts: 3 });
    expect(await count(deadLetterQueueUrl)).toBe(2);
  });

  it('has a reason in ASCII, since SQS refuses some characters that Airflow may print', async () => {
    const { queues, receive, deadLetterQueueUrl } = await start();
    const reason = 'é 😀 \uffff \u0001';
    await queues.sendDeadLetter(failed('message-1'), BODY, { ...DEAD_LETTER, reason });
    const [message] = await receive(deadLetterQueueUrl);
    const { StringValue = '' } = message?.MessageAttributes?.[DEAD_LETTER_ATTRIBUTE] ?? {};
    expect(StringValue).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(StringValue)).toMatchObject({ reason });
  });

  it('fails if the queue does not take it', async () => {
    const { sqs, queueUrl } = await start();
    const queues = createQueues(sqs, {
      environmentName: ENVIRONMENT,
      queueUrl,
      deadLetterQueueUrl: `${queueUrl}-none`,
    });
    await expect(queues.sendDeadLetter(failed('m'), BODY, DEAD_LETTER)).rejects.toThrow(
      'does not exist',
    );
  });
});

describe('a message', () => {
  const body = 'dags trigger d';

  async function received() {
    const started = await start();
    const { sqs, queueUrl, receive } = started;
    const send = createCommandSender(sqs, queueUrl, ENVIRONMENT);
    await send({ body, deduplicationId: 's3-1' });
    const [message] = await receive(queueUrl);
    const delivery = deliveryOf(body, { receiptHandle: message?.ReceiptHandle ?? '' });
    return { ...started, delivery };
  }

  it('that is hidden for no time is handed out at once', async () => {
    const { queues, delivery, receive, queueUrl } = await received();
    expect(await receive(queueUrl)).toStrictEqual([]);
    await queues.hideFor(delivery, 0);
    expect(await receive(queueUrl)).toMatchObject([{ Body: body }]);
  });

  it('that is hidden for a while is not handed out, nor is another of its group', async () => {
    const { queues, delivery, receive, queueUrl, sqs } = await received();
    await queues.hideFor(delivery, 300);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: 'version',
        MessageGroupId: ENVIRONMENT,
        MessageDeduplicationId: 'other',
      }),
    );
    expect(await receive(queueUrl)).toStrictEqual([]);
  });

  it('fails if it is hidden by a receipt of nobody', async () => {
    const { queues } = await start();
    const unknown = deliveryOf(body, { receiptHandle: 'none' });
    await expect(queues.hideFor(unknown, 5)).rejects.toThrow('visibility timeout');
  });
});
