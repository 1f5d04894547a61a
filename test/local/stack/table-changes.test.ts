import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { testDynamoDb } from '../../support/dynamodb';

const TABLE = { TableName: 'records' };
const KEY = { id: { S: 'a' } };

/** Sets `n` of the item, whatever it was. */
const SET: UpdateItemCommandInput = {
  ...TABLE,
  Key: KEY,
  UpdateExpression: 'SET n = :n',
  ExpressionAttributeValues: { ':n': { N: '2' } },
};

const PUT = new PutItemCommand({
  ...TABLE,
  Item: { ...KEY, n: { N: '1' }, b: { B: Buffer.of(7) } },
});
const IMAGE = { id: { S: 'a' }, n: { N: '1' }, b: { B: 'Bw==' } };

describe('the change of an item', () => {
  it('that is put is told with its keys and its image, in DynamoDB’s own JSON', async () => {
    const { client, changes } = await testDynamoDb();

    await client.send(PUT);

    expect(changes).toEqual([{ tableName: 'records', keys: KEY, before: undefined, after: IMAGE }]);
  });

  it('that is replaced is told with both images', async () => {
    const { client, changes } = await testDynamoDb();
    await client.send(PUT);

    await client.send(new PutItemCommand({ ...TABLE, Item: KEY }));

    expect(changes.at(-1)).toEqual({ tableName: 'records', keys: KEY, before: IMAGE, after: KEY });
  });

  it.each([undefined, 'UPDATED_OLD', 'ALL_NEW'] as const)(
    'that is updated is told whole; the client gets the values that it asked for: %s',
    async (ReturnValues) => {
      const { client, changes } = await testDynamoDb();
      await client.send(PUT);

      const { Attributes } = await client.send(new UpdateItemCommand({ ...SET, ReturnValues }));

      const after = { ...IMAGE, n: { N: '2' } };
      expect(changes.at(-1)).toEqual({ tableName: 'records', keys: KEY, before: IMAGE, after });
      const returned = {
        UPDATED_OLD: { n: { N: '1' } },
        ALL_NEW: { ...KEY, n: { N: '2' }, b: { B: Uint8Array.of(7) } },
      };
      expect(Attributes).toEqual(ReturnValues && returned[ReturnValues]);
    },
  );

  it('that is updated before it was there is told as new', async () => {
    const { client, changes } = await testDynamoDb();

    await client.send(new UpdateItemCommand(SET));

    expect(changes).toMatchObject([{ before: undefined, after: { ...KEY, n: { N: '2' } } }]);
  });

  it('that is deleted is told with what it was', async () => {
    const { client, changes } = await testDynamoDb();
    await client.send(PUT);

    await client.send(new DeleteItemCommand({ ...TABLE, Key: KEY }));

    expect(changes.at(-1)).toEqual({
      tableName: 'records',
      keys: KEY,
      before: IMAGE,
      after: undefined,
    });
  });
});

describe('nothing is told', () => {
  it('of a write that changes nothing', async () => {
    const { client, changes } = await testDynamoDb();
    await client.send(PUT);

    await client.send(PUT);
    await client.send(new DeleteItemCommand({ ...TABLE, Key: { id: { S: 'none' } } }));

    expect(changes).toHaveLength(1);
  });

  it('of a write that is refused, by its condition or for what it is', async () => {
    const { client, changes } = await testDynamoDb();
    const onlyNew = { ...PUT.input, ConditionExpression: 'attribute_exists(id)' };

    await expect(client.send(new PutItemCommand(onlyNew))).rejects.toBeInstanceOf(
      ConditionalCheckFailedException,
    );
    const noKey = new PutItemCommand({ ...TABLE, Item: { n: { N: '1' } } });
    await expect(client.send(noKey)).rejects.toThrow('Missing the key id in the item');
    const noTable = new PutItemCommand({ TableName: 'nowhere', Item: KEY });
    await expect(client.send(noTable)).rejects.toThrow('resource not found');

    expect(changes).toEqual([]);
  });
});

it('a failed condition gives the item that failed it, when it is asked for', async () => {
  const { client } = await testDynamoDb();
  await client.send(PUT);
  const again = {
    ...PUT.input,
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;

  const error = await client.send(new PutItemCommand(again)).catch((e: unknown) => e);
  const { ReturnValuesOnConditionCheckFailure: _, ...notAsked } = again;
  const plain = await client.send(new PutItemCommand(notAsked)).catch((e: unknown) => e);

  expect((error as ConditionalCheckFailedException).Item).toMatchObject({ n: { N: '1' } });
  expect((plain as ConditionalCheckFailedException).Item).toBeUndefined();
});

it('the changes of one table come in the order in which they were made', async () => {
  const { client, changes } = await testDynamoDb();

  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      client.send(
        new UpdateItemCommand({
          ...TABLE,
          Key: KEY,
          UpdateExpression: 'ADD n :one SET i = :i',
          ExpressionAttributeValues: { ':one': { N: '1' }, ':i': { N: String(i) } },
        }),
      ),
    ),
  );

  const counts = changes.map(({ after }) => Object(after?.n).N);
  expect(counts).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)));
  const { Item } = await client.send(new GetItemCommand({ ...TABLE, Key: KEY }));
  expect(changes.at(-1)?.after).toEqual(Item);
});
