import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { withinTime } from '../within-time';
import { marshalledKey } from './uploads-items';

/** How often keys that DynamoDB has left out are asked for. */
const MAX_READS = 10;

/** Reads at most `DYNAMODB_READ_ITEMS` of the uploads table, as they were written last; one that is not there is left out. */
export async function readItems(
  client: DynamoDBClient,
  tableName: string,
  ids: readonly string[],
): Promise<readonly Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  // DynamoDB refuses a call that names one item twice.
  const Keys = [...new Set(ids)].map((id) => marshalledKey(id));
  let request: BatchGetItemCommandInput['RequestItems'] = {
    [tableName]: { Keys, ConsistentRead: true },
  };
  for (let reads = 0; Object.keys(request ?? {}).length > 0; reads++) {
    if (reads === MAX_READS) {
      throw new Error(`DynamoDB left out items of ${tableName} ${reads} times: try again later`);
    }
    const command = new BatchGetItemCommand({ RequestItems: request });
    const { Responses = {}, UnprocessedKeys } = await client.send(command, withinTime());
    items.push(...(Responses[tableName] ?? []));
    request = UnprocessedKeys;
  }
  return items;
}
