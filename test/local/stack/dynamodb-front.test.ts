import {
  BatchWriteItemCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Answer, Fault, ToldCall } from '../../../local/calls';
import { testDynamoDb } from '../../support/dynamodb';

const ITEM = { id: { S: 'a' } };
const PUT = new PutItemCommand({ TableName: 'records', Item: ITEM });
const GET = new GetItemCommand({ TableName: 'records', Key: ITEM });

it('the front of DynamoDB listens on this machine only', async () => {
  const { endpoint } = await testDynamoDb();

  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('the front of DynamoDB passes on what reads', async () => {
  const { client } = await testDynamoDb();
  await client.send(PUT);

  expect((await client.send(GET)).Item).toEqual(ITEM);
  expect((await client.send(new ScanCommand({ TableName: 'records' }))).Count).toBe(1);
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['records']);
});

it.each([
  [
    'BatchWriteItem',
    new BatchWriteItemCommand({ RequestItems: { records: [{ PutRequest: { Item: ITEM } }] } }),
  ],
  [
    'TransactWriteItems',
    new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName: 'records', Item: ITEM } }],
    }),
  ],
] as const)(
  'the front of DynamoDB refuses a write that it cannot follow: %s',
  async (operation, command) => {
    const { client, changes } = await testDynamoDb();

    // The clients of the two commands differ in their types only.
    await expect(client.send(command as BatchWriteItemCommand)).rejects.toThrow(
      `the local stack cannot follow ${operation}: teach local/stack/dynamodb-front.ts`,
    );
    expect((await client.send(GET)).Item).toBeUndefined();
    expect(changes).toEqual([]);
  },
);

it('the front of DynamoDB answers no more when it has stopped', async () => {
  const { endpoint, server } = await testDynamoDb();

  await server.stop();

  await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
});

describe('a function’s call', () => {
  it('is told before the item is written, and after, when its change is told too', async () => {
    const told: [ToldCall, number][] = [];
    const { asFunction, changes } = await testDynamoDb((call) => {
      told.push([call, changes.length]);
    });

    await asFunction.send(PUT);

    const call = {
      service: 'dynamodb',
      operation: 'PutItem',
      input: { TableName: 'records', Item: ITEM },
    };
    expect(told).toEqual([
      [{ ...call, phase: 'before' }, 0],
      [{ ...call, phase: 'after' }, 1],
    ]);
  });

  it.each<[string, Fault, string, boolean]>([
    ['is answered with an error instead', refusal(), 'too fast', false],
    ['finds the connection reset', 'reset', 'socket hang up', false],
    ['is written, and answered with an error', { after: refusal() }, 'too fast', true],
    ['is written, and finds the connection reset', { after: 'reset' }, 'socket hang up', true],
  ])('%s', async (_, fault, message, isWritten) => {
    const { client, asFunction, changes } = await testDynamoDb(({ phase }) =>
      phase === 'before' ? fault : undefined,
    );

    await expect(asFunction.send(PUT)).rejects.toThrow(message);

    expect((await client.send(GET)).Item).toEqual(isWritten ? ITEM : undefined);
    expect(changes).toHaveLength(isWritten ? 1 : 0);
  });

  it.each<[string, Fault, boolean]>([
    ['', 'hang', false],
    [', though it is written', { after: 'hang' }, true],
  ])('is never answered%s', async (_, fault, isWritten) => {
    const lastPhase = isWritten ? 'after' : 'before';
    const told = Promise.withResolvers<void>();
    const aborted = new AbortController();
    const { client, asFunction } = await testDynamoDb(({ phase }) => {
      if (phase === lastPhase) told.resolve();
      return fault;
    });

    const sent = expect(asFunction.send(PUT, { abortSignal: aborted.signal })).rejects.toThrow(
      'aborted',
    );
    await told.promise;
    const { Item } = await client.send(GET); // an answer would have come before this one
    aborted.abort();

    await sent;
    expect(Item).toEqual(isWritten ? ITEM : undefined);
  });
});

it('the front of DynamoDB stops when the writes that it is at are done, and tells of none later', async () => {
  const { client, changes, server } = await testDynamoDb();
  const puts = Array.from({ length: 30 }, (_, i) =>
    client.send(new PutItemCommand({ TableName: 'records', Item: { id: { S: String(i) } } })),
  );
  const settled = Promise.allSettled(puts);
  await puts[0];

  await server.stop();

  const told = changes.length;
  await settled;
  expect(told).toBeGreaterThan(0);
  expect(changes).toHaveLength(told);
});

it('another’s call is not told, and gets no fault', async () => {
  const { client } = await testDynamoDb(() => 'reset');

  await client.send(PUT);

  expect((await client.send(GET)).Item).toEqual(ITEM);
});

function refusal(): Answer {
  const body = JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'too fast',
  });
  return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}
