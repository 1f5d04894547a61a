/**
 * The table of uploads: which objects have been heard of, and the batches that are being gathered. Every
 * item is written on a condition, alone: there are no transactions.
 */
export const UPLOADS_TABLE = {
  /** A string: an object's, a file's, a batch's or a group's. */
  partitionKey: 'id',
  /** A number: the position in a batch's log; 0 of all else. */
  sortKey: 'position',
  expiry: 'expiresAt',
} as const;
