import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { UPLOADS_TABLE } from '../contract/uploads-table';
import type { HeardObject, HeardObjects } from '../upload-trigger/ports';
import { conditionHeld } from './conditional-write';
import { expiryAfter, marshalledKey } from './uploads-items';
import { withinTime } from './within-time';

/** How often keys that DynamoDB has left out are asked for. */
const MAX_READS = 10;

/** What was heard of, in the uploads table. */
export function createHeardObjects(
  client: DynamoDBClient,
  tableName: string,
  retentionDays: number,
): HeardObjects {
  return {
    hear: (object) =>
      conditionHeld(client.send(hearCommand(object, tableName, retentionDays), withinTime())),
    async known(ids) {
      const known = new Set<string>();
      let request: BatchGetItemCommandInput['RequestItems'] = readsOf(ids, tableName);
      for (let reads = 0; Object.keys(request ?? {}).length > 0; reads++) {
        if (reads === MAX_READS) {
          throw new Error(
            `DynamoDB left out items of ${tableName} ${reads} times: try again later`,
          );
        }
        const command = new BatchGetItemCommand({ RequestItems: request });
        const { Responses = {}, UnprocessedKeys } = await client.send(command, withinTime());
        for (const item of Responses[tableName] ?? []) {
          const id = item[UPLOADS_TABLE.partitionKey]?.S;
          if (id !== undefined) known.add(id);
        }
        request = UnprocessedKeys;
      }
      return known;
    },
  };
}

/**
 * An event is not handled when a listing was later: that has found what the event tells of. A listing is
 * not handled when an event or a later listing came first, but for the repetition of one that was.
 */
function hearCommand(
  { id, key, from, at }: HeardObject,
  TableName: string,
  retentionDays: number,
): UpdateItemCommand {
  const isEvent = from === 'event';
  return new UpdateItemCommand({
    TableName,
    Key: marshalledKey(id),
    UpdateExpression: 'SET #time = :at, #key = :key, #expiry = :expiry',
    ConditionExpression: isEvent
      ? 'attribute_not_exists(#listed) OR #listed < :at'
      : '#listed = :at OR (attribute_not_exists(#heard) AND (attribute_not_exists(#listed) OR #listed < :at))',
    ExpressionAttributeNames: {
      '#time': isEvent ? 'lastEventTime' : 'reconciledUntil',
      '#key': 'key',
      '#expiry': UPLOADS_TABLE.expiry,
      '#listed': 'reconciledUntil',
      ...(isEvent ? {} : { '#heard': 'lastEventTime' }),
    },
    ExpressionAttributeValues: marshall({
      ':at': at,
      ':key': key,
      ':expiry': expiryAfter(retentionDays),
    }),
  });
}

function readsOf(ids: readonly string[], tableName: string) {
  // DynamoDB refuses a call that names one item twice.
  const Keys = [...new Set(ids)].map((id) => marshalledKey(id));
  const ProjectionExpression = UPLOADS_TABLE.partitionKey;
  return { [tableName]: { Keys, ConsistentRead: true, ProjectionExpression } };
}
