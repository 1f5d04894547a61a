import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import type { OnCall } from '../../local/calls';
import { CREDENTIALS, FUNCTION_CREDENTIALS, REGION } from '../../local/stack/account';
import { startDynamoDb } from '../../local/stack/dynamodb-server';
import type { TableChange } from '../../local/stack/table-changes';
import { createTable } from './create-table';

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
  await createTable(client, {
    TableName: 'records',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  return { client, asFunction, endpoint, changes, server };
}

/** A client that gives up after one try. */
function dynamoDbClient(endpoint: string, credentials = CREDENTIALS): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}
