import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onTestFinished, vi } from 'vitest';
import type { OnCall } from '../../local/calls';
import { CREDENTIALS, FUNCTION_CREDENTIALS, REGION } from '../../local/stack/account';
import { startDynamoDb } from '../../local/stack/dynamodb-server';
import type { TableChange } from '../../local/stack/table-changes';

/**
 * DynamoDB of this test's own with a table `records`. `changes` holds what it tells; `asFunction` calls
 * it as a function does.
 */
export async function testDynamoDb(onCall?: OnCall) {
  const changes: TableChange[] = [];
  const server = await startDynamoDb({ onChange: (change) => changes.push(change), onCall });
  onTestFinished(() => server.stop());
  const { client, endpoint } = server;
  const asFunction = dynamoDbClient(endpoint, FUNCTION_CREDENTIALS);
  await client.send(
    new CreateTableCommand({
      TableName: 'records',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await vi.waitUntil(async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'records' }));
    return Table?.TableStatus === 'ACTIVE';
  });
  return { client, asFunction, endpoint, changes, server };
}

/** A client that gives up after one try. */
export function dynamoDbClient(endpoint: string, credentials = CREDENTIALS): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}
