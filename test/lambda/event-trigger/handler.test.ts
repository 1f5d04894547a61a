import type { Message } from '@aws-sdk/client-sqs';
import { afterEach, expect, it, vi } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { stubEnvironment } from '../../support/environment';
import { startSqs } from '../../support/fifo-queues';
import { LAMBDA_CONTEXT } from '../../support/lambda-context';
import { sqsEventOf } from '../../support/sqs-events';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The event trigger's handler as Lambda loads it, with SQS on this machine. */
async function loadHandler(queue = 'commands.fifo') {
  const { endpoint, createQueue, count, receive } = await startSqs();
  const queueUrl = await createQueue('commands.fifo');
  stubEnvironment({
    AWS_ENDPOINT_URL_SQS: endpoint,
    MWAAQ_ENVIRONMENT: 'MyEnvironment',
    MWAAQ_QUEUE_URL: queueUrl.replace('commands.fifo', queue),
    MWAAQ_EVENT_RULE: JSON.stringify({
      name: 'orders',
      fields: { trigger: { dagId: 'load', conf: { order: '{detail.order}' } } },
    }),
  });
  const { handler } = await import('../../../lambda/event-trigger/handler');
  return {
    /** @returns the messages to be delivered again */
    async handle(...messages: readonly Message[]) {
      const { batchItemFailures } = await handler(sqsEventOf(...messages), LAMBDA_CONTEXT);
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
    count: () => count(queueUrl),
    receive: () => receive(queueUrl),
  };
}

function eventMessage(id: string, MessageId = `message of ${id}`): Message {
  const event = { id, 'detail-type': 'Order Placed', source: 'shop', detail: { order: 7 } };
  return { MessageId, Body: JSON.stringify(event) };
}

it('an event is queued for the environment as the command of its rule', async () => {
  const { handle, receive } = await loadHandler();

  expect(await handle(eventMessage('e-1'))).toEqual([]);

  const [message] = await receive();
  expect(message?.Attributes?.MessageGroupId).toBe('MyEnvironment');
  expect(parseMessage(message?.Body ?? '')).toMatchObject({
    source: 'event',
    request: { trigger: { dagId: 'load', conf: { order: 7 } } },
  });
});

it('an event that is delivered again, in one batch or another, queues nothing twice', async () => {
  const { handle, count } = await loadHandler();

  await handle(eventMessage('e-1', 'one'), eventMessage('e-1', 'two'));
  await handle(eventMessage('e-2'), eventMessage('e-1', 'three'));

  expect(await count()).toBe(2);
});

it('a body that is no event comes back, and takes no other with it', async () => {
  const { handle, count } = await loadHandler();

  const failed = await handle(eventMessage('e-1'), { MessageId: 'bad', Body: 'dags list' });

  expect(failed).toEqual(['bad']);
  expect(await count()).toBe(1);
});

it('events come back that cannot be sent', async () => {
  const { handle } = await loadHandler('no-such-queue.fifo');

  const failed = await handle(eventMessage('e-1', 'one'), eventMessage('e-2', 'two'));

  expect(failed).toEqual(['one', 'two']);
});
