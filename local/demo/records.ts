import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CommandRecord, EnvironmentRecord } from '../../lambda/contract/record';

/** All that a table of records holds. */
export async function readRecords(
  client: DynamoDBClient,
  TableName: string,
): Promise<readonly (CommandRecord | EnvironmentRecord)[]> {
  const all: (CommandRecord | EnvironmentRecord)[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    all.push(...Items.map((item) => unmarshall(item) as CommandRecord | EnvironmentRecord));
  }
  return all;
}

/** The records of commands. */
export function commandsIn(
  records: readonly (CommandRecord | EnvironmentRecord)[],
): readonly CommandRecord[] {
  return records.filter((record) => 'messageId' in record);
}
