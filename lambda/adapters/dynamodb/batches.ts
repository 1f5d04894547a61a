import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { UPLOADS_TABLE } from '../../contract/uploads-table';
import type { Batches, LogEntry, OpenBatch } from '../../upload-trigger/ports';
import { withinTime } from '../within-time';
import { conditionHeld } from './conditional-write';
import { readItems } from './read-items';
import { expiryAfter, keyOf, marshalledKey } from './uploads-items';

type Item = Record<string, AttributeValue>;

const IS_NEW = 'attribute_not_exists(#id)';

/** The batches that are being gathered, in the uploads table. */
export function createBatches(
  client: DynamoDBClient,
  tableName: string,
  retentionDays: number,
): Batches {
  const put = (item: Readonly<Record<string, unknown>>, condition: string, values?: Item) => {
    const command = new PutItemCommand({
      TableName: tableName,
      Item: marshall({ ...item, [UPLOADS_TABLE.expiry]: expiryAfter(retentionDays) }),
      ConditionExpression: condition,
      ExpressionAttributeNames: {
        ...(condition.includes('#id') && { '#id': UPLOADS_TABLE.partitionKey }),
        ...(condition.includes('#batchId') && { '#batchId': 'batchId' }),
      },
      ...(values && { ExpressionAttributeValues: values }),
    });
    return conditionHeld(client.send(command, withinTime()));
  };
  const query = (batchId: string, more: Partial<QueryCommandInput>) => {
    const command = new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': UPLOADS_TABLE.partitionKey },
      ExpressionAttributeValues: marshall({ ':id': logId(batchId) }),
      ...more,
    });
    return client.send(command, withinTime());
  };
  return {
    async current(groupId) {
      const Key = marshalledKey(groupId);
      const command = new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true });
      const { Item } = await client.send(command, withinTime());
      return Item && readBatch(Item);
    },
    replace(groupId, before, { batchId, closesAt }) {
      const item = { ...keyOf(groupId), batchId, closesAt };
      if (before === undefined) return put(item, IS_NEW);
      return put(item, '#batchId = :before', marshall({ ':before': before.batchId }));
    },
    async tail(batchId) {
      const { Items = [] } = await query(batchId, { ScanIndexForward: false, Limit: 1 });
      return Items.map(readEntry)[0];
    },
    append: (batchId, { position, ...entry }) =>
      put({ ...keyOf(logId(batchId), position), ...entry }, IS_NEW),
    async log(batchId) {
      const entries: LogEntry[] = [];
      let start: Item | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await query(batchId, { ExclusiveStartKey: start });
        entries.push(...Items.map(readEntry));
        start = LastEvaluatedKey;
      } while (start !== undefined);
      return entries;
    },
    async holders(fileIds) {
      const items = await readItems(client, tableName, fileIds);
      return new Map(items.map(readClaim));
    },
    claim: (fileId, batchId) =>
      put(
        { ...keyOf(fileId), batchId },
        `${IS_NEW} OR #batchId = :batchId`,
        marshall({ ':batchId': batchId }),
      ),
  };
}

function logId(batchId: string): string {
  return `batch ${batchId}`;
}

function readBatch(item: Item): OpenBatch {
  const { batchId, closesAt } = unmarshall(item) as OpenBatch;
  return { batchId, closesAt };
}

function readClaim(item: Item): [fileId: string, batchId: string] {
  const { id, batchId } = unmarshall(item) as { readonly id: string; readonly batchId: string };
  return [id, batchId];
}

function readEntry(item: Item): LogEntry {
  const { position, files, count, sealed, group } = unmarshall(item) as LogEntry;
  return { position, files, count, sealed, ...(group === undefined ? {} : { group }) };
}
