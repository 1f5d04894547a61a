import { describe, expect, it } from 'vitest';
import { createCommandSender } from '../../../../lambda/adapters/sqs/command-sender';
import { startSqs } from '../../../support/fifo-queues';
import { hangingSqs } from '../../../support/hanging-aws';

async function start() {
  const sqs = await startSqs();
  const queueUrl = await sqs.createQueue('commands.fifo');
  return { ...sqs, queueUrl, send: createCommandSender(sqs.sqs, queueUrl, 'MyEnvironment') };
}

describe('a command that is sent', () => {
  it('goes to the environment’s group, under its own deduplication id', async () => {
    const { send, receive, queueUrl } = await start();
    await send({ body: 'version', deduplicationId: 's3-1' });
    const Attributes = { MessageGroupId: 'MyEnvironment', MessageDeduplicationId: 's3-1' };
    expect(await receive(queueUrl)).toMatchObject([{ Body: 'version', Attributes }]);
  });

  it('is there once when it is sent twice', async () => {
    const { send, count, queueUrl } = await start();
    await send({ body: 'version', deduplicationId: 's3-1' });
    await send({ body: 'version', deduplicationId: 's3-1' });
    expect(await count(queueUrl)).toBe(1);
  });

  it('is there beside an equal one of another event', async () => {
    const { send, count, queueUrl } = await start();
    await send({ body: 'version', deduplicationId: 's3-1' });
    await send({ body: 'version', deduplicationId: 's3-2' });
    expect(await count(queueUrl)).toBe(2);
  });

  it('fails if SQS does not answer within five seconds', async () => {
    const { sqs, queueUrl, limits } = await hangingSqs();
    const send = createCommandSender(sqs, queueUrl, 'MyEnvironment');
    await expect(send({ body: 'version', deduplicationId: 's3-1' })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    expect(limits.mock.calls).toStrictEqual([[5000]]);
  });

  it('fails if SQS does not take it', async () => {
    const { sqs, queueUrl } = await start();
    const send = createCommandSender(sqs, `${queueUrl}-none`, 'MyEnvironment');
    await expect(send({ body: 'version', deduplicationId: 's3-1' })).rejects.toThrow(
      'does not exist',
    );
  });
});
