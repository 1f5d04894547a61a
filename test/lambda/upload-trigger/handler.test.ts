import type { S3Event } from 'aws-lambda';
import { afterEach, expect, it, vi } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { stubEnvironment } from '../../support/environment';
import { startSqs } from '../../support/fifo-queues';
import { LAMBDA_CONTEXT } from '../../support/lambda-context';
import { type S3Change, s3Record } from '../../support/s3-events';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The upload trigger's handler as Lambda loads it, with SQS on this machine. */
async function loadHandler(queue = 'commands.fifo') {
  const { endpoint, createQueue, count, receive } = await startSqs();
  const queueUrl = await createQueue('commands.fifo');
  stubEnvironment({
    AWS_ENDPOINT_URL_SQS: endpoint,
    MWAAQ_ENVIRONMENT: 'MyEnvironment',
    MWAAQ_QUEUE_URL: queueUrl.replace('commands.fifo', queue),
    MWAAQ_DAG_ID: 'load',
  });
  const { handler } = await import('../../../lambda/upload-trigger/handler');
  return {
    handle: (event: S3Event) => handler(event, LAMBDA_CONTEXT),
    count: () => count(queueUrl),
    receive: () => receive(queueUrl),
  };
}

const eventOf = (...changes: S3Change[]): S3Event => ({ Records: changes.map(s3Record) });

it('an upload is queued for the environment as a trigger of the DAG', async () => {
  const { handle, receive } = await loadHandler();
  await handle(eventOf({ key: 'in/a+b.csv' }));
  const [message] = await receive();
  expect(message?.Attributes?.MessageGroupId).toBe('MyEnvironment');
  expect(parseMessage(message?.Body ?? '')).toMatchObject({
    source: 's3',
    request: { trigger: { dagId: 'load', conf: { key: 'in/a b.csv' } } },
  });
});

it('an event that is delivered again, in part or whole, queues nothing twice', async () => {
  const { handle, count } = await loadHandler();
  const one = { key: 'a', sequencer: '01' };
  await handle(eventOf(one));
  await handle(eventOf({ key: 'b', sequencer: '02' }, one));
  expect(await count()).toBe(2);
});

it('S3’s test event queues nothing, and is no failure', async () => {
  const { handle, count } = await loadHandler();
  const testEvent = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' };
  await handle(JSON.parse(JSON.stringify(testEvent)));
  expect(await count()).toBe(0);
});

it('the invocation fails if a trigger cannot be sent, so that Lambda invokes it again', async () => {
  const { handle } = await loadHandler('no-such-queue.fifo');
  await expect(handle(eventOf({}))).rejects.toThrow('does not exist');
});
