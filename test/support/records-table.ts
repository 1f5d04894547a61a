import {
  type CreateTableCommandInput,
  DynamoDBClient,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { onTestFinished } from 'vitest';
import { RECORDS_TABLE } from '../../lambda/contract/record';
import { CREDENTIALS, REGION } from '../../local/stack/account';
import { createTable } from './create-table';
import { serve } from './serve';

const TABLE_NAME = 'records';

/** DynamoDB on this machine, for one test, with an empty table of records. */
export async function startRecordsTable() {
  // Some time passes before there is a table: a test that does not wait fails always, not now and then.
  const server = dynalite({ createTableMs: 10 });
  const endpoint = `http://${await serve(server)}`;
  const client = clientOf(endpoint);
  onTestFinished(() => client.destroy());
  await createTable(client, tableInput());
  return { client, endpoint, tableName: TABLE_NAME };
}

/** A client of a DynamoDB on this machine. */
export function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}

/** With its indexes, whose keys DynamoDB checks at each write. */
function tableInput(): CreateTableCommandInput {
  const { partitionKey, history, deadLetters } = RECORDS_TABLE;
  const keys = [history, deadLetters].flatMap((index) => [index.partitionKey, index.sortKey]);
  return {
    TableName: TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, ...keys].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [history, deadLetters].map(indexOf),
  };
}

function indexOf(index: {
  readonly indexName: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}): GlobalSecondaryIndex {
  return {
    IndexName: index.indexName,
    KeySchema: [
      { AttributeName: index.partitionKey, KeyType: 'HASH' },
      { AttributeName: index.sortKey, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  };
}
