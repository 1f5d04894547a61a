import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { OUTSIDE_SENDER, roleIdOf } from '../../../local/stack/account';
import { startAwsServer } from '../../../local/stack/aws-server';

const ROLE = 'arn:aws:iam::000000000000:role/ci';

async function queueWithSenders() {
  const aws = await startAwsServer(() => {});
  onTestFinished(() => aws.stop());
  const FifoQueue = { FifoQueue: 'true' };
  const { QueueUrl = '' } = await aws.sqs.send(
    new CreateQueueCommand({ QueueName: 'commands.fifo', Attributes: FifoQueue }),
  );
  const messageOf = (body: string) => ({
    MessageBody: body,
    MessageGroupId: body,
    MessageDeduplicationId: body,
  });
  return {
    send: (sqs: typeof aws.sqs, body: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl, ...messageOf(body) })),
    sendTogether: (sqs: typeof aws.sqs, ...bodies: readonly string[]) => {
      const Entries = bodies.map((body) => ({ Id: body, ...messageOf(body) }));
      return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    },
    /** Who sent what; waits for a message when there is none. */
    async receive(names: 'All'[] = ['All']): Promise<readonly unknown[]> {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 20,
          AttributeNames: names,
        }),
      );
      return Messages.map(({ Body, Attributes }) => [Body, Attributes?.SenderId]);
    },
    outside: aws.sqs,
    ci: aws.sqsAs(ROLE, 'job-7'),
  };
}

it('a message is told to be of the role that signed it, with the session’s name', async () => {
  const { send, sendTogether, receive, outside, ci } = await queueWithSenders();

  await send(ci, 'a');
  await send(outside, 'b');
  await sendTogether(ci, 'c', 'd');

  const job = `${roleIdOf('ci')}:job-7`;
  expect(await receive()).toEqual([
    ['a', job],
    ['b', OUTSIDE_SENDER],
    ['c', job],
    ['d', job],
  ]);
});

it('a message that somebody sends again is of who sent it first', async () => {
  const { send, receive, outside, ci } = await queueWithSenders();

  await send(outside, 'a');
  await send(ci, 'a');

  expect(await receive()).toEqual([['a', OUTSIDE_SENDER]]);
});

it('a message is told right to one who waits for it already', async () => {
  const { send, receive, ci } = await queueWithSenders();

  const received = receive();
  await send(ci, 'a');

  expect(await received).toEqual([['a', `${roleIdOf('ci')}:job-7`]]);
});

it('no sender is told to one who does not ask', async () => {
  const { send, receive, ci } = await queueWithSenders();

  await send(ci, 'a');

  expect(await receive([])).toEqual([['a', undefined]]);
});
