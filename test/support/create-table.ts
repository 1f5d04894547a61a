import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';

/** Makes a table, and waits until it takes calls: DynamoDB makes it after it has answered. */
export async function createTable(
  client: DynamoDBClient,
  input: CreateTableCommandInput,
): Promise<void> {
  await client.send(new CreateTableCommand(input));
  const isActive = async () => {
    const { TableName } = input;
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return Table?.TableStatus === 'ACTIVE';
  };
  await vi.waitUntil(isActive, { interval: 5, timeout: 10_000 });
}
