import { createRequire } from 'node:module';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { OnCall, ToldCall } from '../../../local/calls';
import { restoreClock } from '../../../local/clock';
import { drainVirtually } from '../../../local/drain';
import {
  announced,
  fifoQueue,
  functionOf,
  mappingOf,
  pipeResource,
  runStack,
  tableResource,
} from '../../support/local-stack';

vi.setConfig({ testTimeout: 30_000 }); // each function loads the SDK, which is not bundled here

const sdk = (name: string) => JSON.stringify(createRequire(__filename).resolve(name));

/** Records each message's body under its id, with an event, and sends it on to another queue. */
const RUNNER = `
const { DynamoDBClient, PutItemCommand } = require(${sdk('@aws-sdk/client-dynamodb')});
const { SQSClient, SendMessageCommand } = require(${sdk('@aws-sdk/client-sqs')});
const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
const sqs = new SQSClient({ maxAttempts: 1 });
exports.handler = async ({ Records }) => {
  for (const { body, attributes } of Records) {
    const event = { detailType: { S: 'Ran' }, id: { S: body }, reason: { S: attributes.SenderId } };
    const Item = { id: { S: body }, event: { M: event } };
    await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.OUT, MessageBody: body }));
  }
};`;

/** The product's own form: a queue, a function at it, a table and a Pipe. */
async function testStack(onCall: OnCall) {
  onTestFinished(restoreClock);
  const { stack, events, queueUrl } = await runStack(
    {
      Commands: fifoQueue(300),
      Out: { Type: 'AWS::SQS::Queue' },
      Lost: { Type: 'AWS::SQS::Queue' },
      Records: tableResource(),
      Announce: pipeResource(),
      Runner: functionOf('runner', {
        Environment: { Variables: { TABLE: { Ref: 'Records' }, OUT: { Ref: 'Out' } } },
      }),
      Mapping: mappingOf('Commands', 'Runner'),
    },
    { sources: { runner: RUNNER }, onCall },
  );
  await stack.sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl('Commands.fifo'),
      MessageBody: 'a',
      MessageGroupId: 'g',
      MessageDeduplicationId: 'a',
    }),
  );
  const drained = () => drainVirtually({ stack });
  return { stack, events, drained };
}

it("a function's calls are told, and none of the stack's own", async () => {
  const told: ToldCall[] = [];
  const { events, drained } = await testStack((call) => {
    told.push(call);
  });

  await drained();

  expect(told.map(({ operation, phase }) => `${operation} ${phase}`)).toEqual([
    'PutItem before',
    'PutItem after',
    'SendMessage before',
    'SendMessage after',
  ]);
  expect(announced(events)).toMatchObject([
    { 'detail-type': 'Ran', detail: { id: 'a', reason: expect.stringMatching(/^\w+$/) } },
  ]);
});

it('a fault hits the function, whose message comes again when it is visible', async () => {
  let faults = 1;
  const { stack, events, drained } = await testStack(({ operation, phase }) =>
    operation === 'PutItem' && phase === 'before' && faults-- > 0 ? { after: 'reset' } : undefined,
  );

  await drained();

  expect(events.map(({ kind }) => kind)).toEqual(['announced', 'function-failed']);
  const Key = { id: { S: 'a' } };
  const { Item } = await stack.dynamodb.send(
    new GetItemCommand({ TableName: 'Stack-Records', Key }),
  );
  expect(Item).toBeDefined();
});

it('a function can be killed at any call; its message comes again', async () => {
  const moments: string[] = [];
  const { stack, events, drained } = await testStack(async ({ operation, phase }) => {
    moments.push(`${operation} ${phase}`);
    // The first try dies once the record is written, before it knows.
    if (moments.length === 2) await stack.killFunctions();
  });

  await drained();

  const put = ['PutItem before', 'PutItem after'];
  expect(moments).toEqual([...put, ...put, 'SendMessage before', 'SendMessage after']);
  const reason = 'the process of Stack-Runner ended (killed)';
  await vi.waitFor(() =>
    expect(events).toContainEqual({
      kind: 'function-failed',
      functionName: 'Stack-Runner',
      reason,
    }),
  );
  expect([...stack.functions.keys()]).toEqual(['Stack-Runner']);
});
