import { marshall } from '@aws-sdk/util-dynamodb';
import { DAY_SECONDS } from '../../contract/time-units';
import { UPLOADS_TABLE } from '../../contract/uploads-table';

/** The key of an item of the uploads table; only the entries of a batch's log have a position but 0. */
export function keyOf(id: string, position = 0) {
  return { [UPLOADS_TABLE.partitionKey]: id, [UPLOADS_TABLE.sortKey]: position };
}

export function marshalledKey(id: string, position = 0) {
  return marshall(keyOf(id, position));
}

/** When an item that is written now may be forgotten, in seconds since the epoch. */
export function expiryAfter(days: number): number {
  return Math.floor(Date.now() / 1000) + days * DAY_SECONDS;
}
