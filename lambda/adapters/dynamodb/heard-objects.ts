import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { UPLOADS_TABLE } from '../../contract/uploads-table';
import type { HeardObject, HeardObjects } from '../../upload-trigger/ports';
import { withinTime } from '../within-time';
import { conditionHeld } from './conditional-write';
import { readItems } from './read-items';
import { expiryAfter, marshalledKey } from './uploads-items';

/** What was heard of, in the uploads table. */
export function createHeardObjects(
  client: DynamoDBClient,
  tableName: string,
  retentionDays: number,
): HeardObjects {
  return {
    hear: (object) =>
      object.from === 'event'
        ? hearEvent(client, tableName, object, expiryAfter(retentionDays))
        : hearListing(client, tableName, object, expiryAfter(retentionDays)),
    async lastHeard(ids) {
      const items = await readItems(client, tableName, ids);
      return new Map(items.map((item) => lastHeardOf(unmarshall(item) as ObjectItem)));
    },
  };
}

type Heard<From> = Extract<HeardObject, { readonly from: From }>;

interface ObjectItem {
  readonly id: string;
  /** The latest of the events that came. */
  readonly lastEventTime?: number;
  /** Until when a listing has found all there was. */
  readonly reconciledUntil?: number;
}

function lastHeardOf(item: ObjectItem): [string, number] {
  const { id, lastEventTime = 0, reconciledUntil = 0 } = item;
  return [id, Math.max(lastEventTime, reconciledUntil)];
}

/**
 * An event is not handled when a listing was later: that has found what the event tells of. One that another
 * event was later than is handled, and leaves the item as it is.
 */
async function hearEvent(
  client: DynamoDBClient,
  TableName: string,
  { id, key, at }: Heard<'event'>,
  expiry: number,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName,
    Key: marshalledKey(id),
    UpdateExpression: 'SET lastEventTime = :at, #key = :key, #expiry = :expiry',
    ConditionExpression:
      '(attribute_not_exists(reconciledUntil) OR reconciledUntil < :at) AND (attribute_not_exists(lastEventTime) OR lastEventTime <= :at)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...namesAndValues({ ':at': at, ':key': key, ':expiry': expiry }),
  });
  try {
    await client.send(command, withinTime());
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { reconciledUntil = 0 } = unmarshall(error.Item ?? {}) as Partial<ObjectItem>;
    return reconciledUntil < at;
  }
}

/**
 * What a listing found is not handled when it was heard of since it was written, but for the repetition of
 * a listing that was handled.
 */
function hearListing(
  client: DynamoDBClient,
  TableName: string,
  { id, key, at, writtenAt }: Heard<'listing'>,
  expiry: number,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName,
    Key: marshalledKey(id),
    UpdateExpression: 'SET reconciledUntil = :at, #key = :key, #expiry = :expiry',
    ConditionExpression:
      'reconciledUntil = :at OR ((attribute_not_exists(lastEventTime) OR lastEventTime < :written) AND (attribute_not_exists(reconciledUntil) OR reconciledUntil < :written))',
    ...namesAndValues({ ':at': at, ':written': writtenAt, ':key': key, ':expiry': expiry }),
  });
  return conditionHeld(client.send(command, withinTime()));
}

function namesAndValues(values: Readonly<Record<string, unknown>>) {
  return {
    ExpressionAttributeNames: { '#key': 'key', '#expiry': UPLOADS_TABLE.expiry },
    ExpressionAttributeValues: marshall(values),
  };
}
