import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';
import { createBatches } from '../../../lambda/adapters/dynamodb/batches';
import { createHeardObjects } from '../../../lambda/adapters/dynamodb/heard-objects';
import { UPLOADS_TABLE } from '../../../lambda/contract/uploads-table';
import type { OnCall } from '../../../local/calls';
import { testDynamoDb } from '../dynamodb';

const TableName = 'uploads';

/** DynamoDB on this machine, for one test, with an empty table of uploads. */
export async function startUploadsTable(onCall?: OnCall) {
  const { client, asFunction, endpoint } = await testDynamoDb(onCall);
  const { partitionKey, sortKey } = UPLOADS_TABLE;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: partitionKey, AttributeType: 'S' },
        { AttributeName: sortKey, AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
    }),
  );
  await vi.waitUntil(async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return Table?.TableStatus === 'ACTIVE';
  });
  return {
    client,
    asFunction,
    endpoint,
    tableName: TableName,
    table: {
      ...createHeardObjects(client, TableName, 30),
      ...createBatches(client, TableName, 30),
    },
  };
}
