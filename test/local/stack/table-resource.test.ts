import { DescribeTableCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { runStack, tableResource } from '../../support/local-stack';

const TableName = 'Stack-Records';

describe('a table that the template declares', () => {
  it('has its key and its indexes, and takes items at once', async () => {
    const { stack } = await runStack({ Records: tableResource() });

    const { Table } = await stack.dynamodb.send(new DescribeTableCommand({ TableName }));

    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'history', Projection: { NonKeyAttributes: ['state'] } },
      ],
    });
  });

  it('gives by its index what the index has, in the order of its sort key', async () => {
    const { stack } = await runStack({ Records: tableResource() });
    for (const [id, sentAt] of [
      ['b', '2026-01-02'],
      ['a', '2026-01-01'],
    ]) {
      const item = { id, sentAt, environment: 'MyEnvironment', state: 'held', reason: 'down' };
      await stack.dynamodb.send(new PutItemCommand({ TableName, Item: marshall(item) }));
    }
    await stack.dynamodb.send(
      new PutItemCommand({ TableName, Item: marshall({ id: 'no index' }) }),
    );

    const { Items = [] } = await stack.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: 'history',
        KeyConditionExpression: 'environment = :e',
        ExpressionAttributeValues: marshall({ ':e': 'MyEnvironment' }),
      }),
    );

    const common = { environment: 'MyEnvironment', state: 'held' };
    expect(Items.map((item) => unmarshall(item))).toEqual([
      { ...common, id: 'a', sentAt: '2026-01-01' },
      { ...common, id: 'b', sentAt: '2026-01-02' },
    ]);
  });

  it('may have no stream, and throughput of its own', async () => {
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
    const { stack } = await runStack({
      Records: tableResource({
        BillingMode: undefined,
        ProvisionedThroughput,
        StreamSpecification: undefined,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        GlobalSecondaryIndexes: undefined,
      }),
    });

    const { Table } = await stack.dynamodb.send(new DescribeTableCommand({ TableName }));

    expect(Table).toMatchObject({ TableStatus: 'ACTIVE', ProvisionedThroughput });
  });

  it('is refused with local indexes, which are not known', async () => {
    const Records = tableResource({ LocalSecondaryIndexes: [] });

    await expect(runStack({ Records })).rejects.toThrow(
      'the local stack cannot make the local indexes of Records: teach local/stack/table-resource.ts',
    );
  });
});
