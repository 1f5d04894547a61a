import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { UPLOADS_TABLE } from '../contract/uploads-table';
import type { HeardObject, HeardObjects } from '../upload-trigger/ports';
import { conditionHeld } from './conditional-write';
import { readItems } from './read-items';
import { expiryAfter, marshalledKey } from './uploads-items';
import { withinTime } from './within-time';

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
      const items = await readItems(client, tableName, ids);
      return new Set(items.map((item) => (unmarshall(item) as { readonly id: string }).id));
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
