import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { advanceClock, restoreClock } from '../../../local/clock';
import type { MappingState } from '../../../local/stack/polling';
import { lookIntoQueue, measureQueue } from '../../../local/stack/queue-state';
import { createQueue, testAws } from '../../support/aws';

/** A queue whose messages the test receives as a mapping would, and the state that it has. */
async function testQueue(name = 'commands.fifo') {
  const { sqs, endpoint } = await testAws();
  const QueueUrl = await createQueue(sqs, name, { VisibilityTimeout: '600' });
  const done = new Set<string>();
  const polling: { state: MappingState } = { state: 'Enabled' };
  const fifo = (group: string, body: string) =>
    name.endsWith('.fifo') ? { MessageGroupId: group, MessageDeduplicationId: body } : {};
  return {
    done,
    polling,
    send: (body: string, group = 'g', options = {}) =>
      sqs.send(
        new SendMessageCommand({ QueueUrl, MessageBody: body, ...fifo(group, body), ...options }),
      ),
    async receive(): Promise<Message> {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      if (Messages?.[0] === undefined) throw new Error('nothing to receive');
      return Messages[0];
    },
    hide: ({ ReceiptHandle }: Message, VisibilityTimeout: number) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })),
    remove: ({ ReceiptHandle }: Message) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    figures: () => measureQueue(endpoint, QueueUrl),
    state: () =>
      lookIntoQueue(endpoint, QueueUrl, [
        { done: new Set(), polling },
        { done, polling },
      ]),
  };
}

const handle = ({ ReceiptHandle }: Message) => ReceiptHandle ?? '';

describe('a queue', () => {
  it('without messages is at rest', async () => {
    const { state } = await testQueue();

    expect(await state()).toEqual({ messages: 0, busy: false, nextVisibleAt: undefined });
  });

  it('with a message to receive is busy', async () => {
    const { send, state } = await testQueue();
    await send('a');

    expect(await state()).toEqual({ messages: 1, busy: true, nextVisibleAt: undefined });
  });

  it('is busy until who has received a message is done with it; then its message is hidden', async () => {
    const { send, receive, done, state } = await testQueue();
    await send('a');
    const message = await receive();
    const within = { messages: 1, nextVisibleAt: expect.closeTo(Date.now() + 600_000, -4) };

    expect(await state()).toEqual({ ...within, busy: true });
    done.add(handle(message));
    expect(await state()).toEqual({ ...within, busy: false });
  });

  it('has no more to receive of a group whose first message is hidden, but of others it has', async () => {
    const { send, receive, done, state } = await testQueue();
    await send('a');
    await send('b');
    done.add(handle(await receive()));

    expect(await state()).toMatchObject({ messages: 2, busy: false });
    await send('c', 'other');
    expect(await state()).toMatchObject({ messages: 3, busy: true });
  });

  it('says when the first of several can be received again', async () => {
    const { send, receive, hide, done, state } = await testQueue();
    for (const group of ['long', 'short']) {
      await send(group, group);
      const message = await receive();
      await hide(message, group === 'long' ? 500 : 100);
      done.add(handle(message));
    }

    const { nextVisibleAt } = await state();

    expect(nextVisibleAt).toBeCloseTo(Date.now() + 100_000, -4);
  });

  it('is busy again when the time is over', async () => {
    onTestFinished(restoreClock);
    const { send, receive, done, state } = await testQueue();
    await send('a');
    done.add(handle(await receive()));

    await advanceClock(600_000);

    expect(await state()).toEqual({ messages: 1, busy: true, nextVisibleAt: undefined });
  });

  it('is at rest when the message is deleted', async () => {
    const { send, receive, remove, state } = await testQueue();
    await send('a');
    await remove(await receive());

    expect(await state()).toMatchObject({ messages: 0, busy: false });
  });

  it('is at rest while no mapping polls it, but for what is being handled', async () => {
    const { send, receive, done, polling, state } = await testQueue();
    await send('a');
    await send('b', 'other');
    const message = await receive();
    polling.state = 'Disabling';
    expect(await state()).toMatchObject({ messages: 2, busy: true });

    polling.state = 'Disabled';
    expect(await state()).toMatchObject({ messages: 2, busy: true });
    done.add(handle(message));
    expect(await state()).toMatchObject({ messages: 2, busy: false });

    polling.state = 'Enabling';
    expect(await state()).toMatchObject({ messages: 2, busy: true });
  });

  it('without groups counts each message alone, and waits for the delayed ones', async () => {
    onTestFinished(restoreClock);
    const { send, receive, done, state } = await testQueue('uploads');
    await send('a');
    done.add(handle(await receive()));
    await send('b', '', { DelaySeconds: 30 });

    const { nextVisibleAt, ...rest } = await state();
    await advanceClock(31_000);

    expect(rest).toEqual({ messages: 2, busy: false });
    expect(nextVisibleAt).toBeLessThan(Date.now());
    expect((await state()).busy).toBe(true);
  });
});

it('a queue that is not there is refused', async () => {
  const { endpoint } = await testAws();
  const url = `${endpoint}/000000000000/none`;

  await expect(lookIntoQueue(endpoint, url, [])).rejects.toThrow(`there is no queue ${url}`);
});

describe('what SQS would measure of a queue', () => {
  it('is what waits, what is hidden, and the age of the oldest of both', async () => {
    onTestFinished(restoreClock);
    const { send, receive, remove, figures } = await testQueue();
    expect(await figures()).toEqual({ visible: 0, inFlight: 0, oldestAge: undefined });

    await send('a');
    await send('b');
    await send('c');
    const message = await receive();
    await advanceClock(100_000);
    expect(await figures()).toEqual({
      visible: 2,
      inFlight: 1,
      oldestAge: expect.closeTo(100, -1),
    });

    await advanceClock(600_000);
    expect(await figures()).toMatchObject({ visible: 3, inFlight: 0 });

    await remove(message);
    expect(await figures()).toMatchObject({ visible: 2, inFlight: 0 });
  });
});
