import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer, Fault, OnCall, ToldCall } from '../../../local/calls';
import { FUNCTION_CREDENTIALS, REGION } from '../../../local/stack/account';
import { startAwsServer } from '../../../local/stack/aws-server';
import { messagesIn } from '../../support/aws';

/** A queue, and a client of a function that gives up after one try. */
async function hookedSqs(onCall: OnCall) {
  const aws = await startAwsServer(() => {}, onCall);
  onTestFinished(() => aws.stop());
  const common = {
    endpoint: aws.endpoint,
    region: REGION,
    credentials: FUNCTION_CREDENTIALS,
    maxAttempts: 1,
  };
  const asFunction = new SQSClient(common);
  const s3AsFunction = new S3Client({ ...common, forcePathStyle: true });
  onTestFinished(() => {
    asFunction.destroy();
    s3AsFunction.destroy();
  });
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName: 'commands' }));
  const send = (client = asFunction, options = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'version' }), options);
  return { sqs: aws.sqs, asFunction, s3AsFunction, QueueUrl, send };
}

describe('a function’s call of SQS', () => {
  it('is told before SQS acts, and after it has', async () => {
    const told: [ToldCall, number][] = [];
    const { sqs, QueueUrl, send } = await hookedSqs(async (call) => {
      told.push([call, await messagesIn(sqs, QueueUrl)]);
    });

    await send();

    const call = {
      service: 'sqs',
      operation: 'SendMessage',
      input: { QueueUrl, MessageBody: 'version' },
    };
    expect(told).toEqual([
      [{ ...call, phase: 'before' }, 0],
      [{ ...call, phase: 'after' }, 1],
    ]);
  });

  it.each<[string, Fault, string, number]>([
    ['is answered with an error instead', refusal(), 'no more', 0],
    ['finds the connection reset', 'reset', 'socket hang up', 0],
    ['is done, and answered with an error', { after: refusal() }, 'no more', 1],
    ['is done, and finds the connection reset', { after: 'reset' }, 'socket hang up', 1],
  ])('%s', async (_, fault, message, count) => {
    const { sqs, QueueUrl, send } = await hookedSqs(({ phase }) =>
      phase === 'before' ? fault : undefined,
    );

    await expect(send()).rejects.toThrow(message);

    expect(await messagesIn(sqs, QueueUrl)).toBe(count);
  });

  it.each<[string, Fault, 'before' | 'after', number]>([
    ['', 'hang', 'before', 0],
    [', though it is done', { after: 'hang' }, 'after', 1],
  ])('is never answered%s', async (_, fault, lastPhase, count) => {
    const told = Promise.withResolvers<void>();
    const aborted = new AbortController();
    const { sqs, QueueUrl, send } = await hookedSqs(({ phase }) => {
      if (phase === lastPhase) told.resolve();
      return fault;
    });

    const sent = expect(send(undefined, { abortSignal: aborted.signal })).rejects.toThrow(
      'aborted',
    );
    await told.promise;
    const messages = await messagesIn(sqs, QueueUrl); // an answer would have come before this one
    aborted.abort();

    await sent;
    expect(messages).toBe(count);
  });

  it('that SQS itself refuses is told after, too', async () => {
    const phases: string[] = [];
    const { asFunction } = await hookedSqs(({ phase }) => {
      phases.push(phase);
    });

    const purge = new PurgeQueueCommand({
      QueueUrl: 'http://127.0.0.1/000000000000/no-such-queue',
    });
    await expect(asFunction.send(purge)).rejects.toThrow('does not exist');

    expect(phases).toEqual(['before', 'after']);
  });
});

it('a function’s call of S3 is told with its method and path', async () => {
  const told: ToldCall[] = [];
  const { s3AsFunction } = await hookedSqs((call) => {
    told.push(call);
  });

  const list = new ListObjectsV2Command({ Bucket: 'uploads', Prefix: 'a' });
  await expect(s3AsFunction.send(list)).rejects.toThrow('does not exist');

  const input = '/uploads/?list-type=2&prefix=a';
  expect(told).toEqual([
    { service: 's3', operation: 'GET', input, phase: 'before' },
    { service: 's3', operation: 'GET', input, phase: 'after' },
  ]);
});

it('another’s call is not told, and gets no fault', async () => {
  const { sqs, QueueUrl, send } = await hookedSqs(() => 'reset');

  await send(sqs);

  expect(await messagesIn(sqs, QueueUrl)).toBe(1);
});

function refusal(): Answer {
  const body = JSON.stringify({ __type: 'com.amazonaws.sqs#OverLimit', message: 'no more' });
  return { status: 403, body };
}
