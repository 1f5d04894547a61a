import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createQueues } from '../../../../lambda/adapters/sqs/queues';
import { readSqsRecord } from '../../../../lambda/adapters/sqs/sqs-record';
import { DEAD_LETTER_ATTRIBUTE, type DeadLetter } from '../../../../lambda/contract/dead-letter';
import type { Delivery } from '../../../../lambda/runner/ports';
import { deliveryOf, ENVIRONMENT } from '../../../support/deliveries';
import { startSqs } from '../../../support/fifo-queues';
import { sqsRecordOf } from '../../../support/sqs-events';

const DEAD_LETTER: DeadLetter = {
  outcome: 'failed',
  reason: 'Airflow said "é \u0001"',
  id: 'upload-7',
  firstSeen: '2026-03-01T10:00:01.000Z',
  attempts: 2,
  proof: 'writer-1',
};
const BODY = '{"command":"version","id":"upload-7"}';

/** Queues, and a dead letter as SQS hands it out from the group that it was kept in. */
async function withDeadLetter() {
  const sqs = await startSqs();
  const queueUrl = await sqs.createQueue('commands.fifo');
  const deadLetterQueueUrl = await sqs.createQueue('commands-dlq.fifo');
  const urls = { environmentName: ENVIRONMENT, queueUrl, deadLetterQueueUrl };
  const queues = createQueues(sqs.sqs, urls);
  await queues.sendDeadLetter(deliveryOf('version', { messageId: 'm-1' }), BODY, DEAD_LETTER);
  const [kept = {}] = await sqs.receive(deadLetterQueueUrl);
  return { ...sqs, ...urls, queues, kept };
}

const readBack = (message: Message): Delivery => readSqsRecord(sqsRecordOf(message));

/** The delivery, and what its attribute was read as, which must be there. */
function deadLetterIn(message: Message) {
  const delivery = readBack(message);
  if (delivery.deadLetter === undefined) throw new Error('no dead letter was read');
  return { delivery, deadLetter: delivery.deadLetter };
}

describe('a dead letter that is sent on', () => {
  it('is read back from the queue as what was sent, in whatever script its reason is', async () => {
    const { kept } = await withDeadLetter();
    const { delivery, deadLetter } = deadLetterIn(kept);
    expect(delivery).toMatchObject({ body: BODY, group: 'upload-7', receiveCount: 1 });
    expect(deadLetter).toMatchObject({ id: 'upload-7', attempts: 2 });
    expect(JSON.parse(deadLetter.attribute)).toStrictEqual(DEAD_LETTER);
  });

  it('goes to the environment’s group, with its body and its attribute as they were', async () => {
    const { queues, kept, receive, queueUrl } = await withDeadLetter();
    const { delivery, deadLetter } = deadLetterIn(kept);
    await queues.sendOn(delivery, deadLetter);
    const [message = {}, ...more] = await receive(queueUrl);
    expect(more).toStrictEqual([]);
    expect(readBack(message)).toMatchObject({ body: BODY, group: ENVIRONMENT, deadLetter });
    expect(message.MessageAttributes?.[DEAD_LETTER_ATTRIBUTE]?.DataType).toBe('String');
  });

  it('is there once when the same delivery is sent on twice, and beside that of another', async () => {
    const { queues, kept, count, queueUrl } = await withDeadLetter();
    const { delivery, deadLetter } = deadLetterIn(kept);
    await queues.sendOn(delivery, deadLetter);
    await queues.sendOn(delivery, deadLetter);
    expect(await count(queueUrl)).toBe(1);
    await queues.sendOn({ ...delivery, messageId: 'm-2' }, deadLetter);
    expect(await count(queueUrl)).toBe(2);
  });

  it('fails if the queue does not take it', async () => {
    const { sqs, kept, queueUrl, deadLetterQueueUrl } = await withDeadLetter();
    const { delivery, deadLetter } = deadLetterIn(kept);
    const queues = createQueues(sqs, {
      environmentName: ENVIRONMENT,
      queueUrl: `${queueUrl}-none`,
      deadLetterQueueUrl,
    });
    await expect(queues.sendOn(delivery, deadLetter)).rejects.toThrow('does not exist');
  });
});
