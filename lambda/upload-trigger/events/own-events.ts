import { writeAsciiJson } from '../../contract/json';
import { readObject, readString, readTime } from '../../contract/message-fields';
import type { ListedObject, OpenBatch } from '../ports';
import type { Upload } from '../upload';
import { readCount } from './event-fields';

/** The two events that the function sends itself through the uploads queue, by their only field. */
export const CLOSE_BATCH = 'mwaaqCloseBatch';
export const RECONCILED = 'mwaaqReconciled';

/** An object that a listing found. */
export interface FoundObject extends ListedObject {
  readonly bucket: string;
  /** In milliseconds since the epoch. */
  readonly listedAt: number;
}

/** The body of the message that closes a batch. ASCII, since SQS refuses some Unicode characters. */
export function writeTimer({ batchId, closesAt }: OpenBatch): string {
  return writeAsciiJson({ [CLOSE_BATCH]: { batchId, closesAt } });
}

/** The body of the message that stands for an event which never came. */
export function writeFound(found: FoundObject): string {
  const { bucket, key, size, etag, lastModified, listedAt } = found;
  const fields = { bucket, key, size, etag, lastModified, listedAt };
  return writeAsciiJson({ [RECONCILED]: fields });
}

/** @throws InvalidMessageError */
export function readTimer(value: unknown): OpenBatch {
  const fields = readObject(value, CLOSE_BATCH, ['batchId', 'closesAt']);
  return {
    batchId: readString(fields.batchId, `${CLOSE_BATCH}.batchId`),
    closesAt: readCount(fields.closesAt, `${CLOSE_BATCH}.closesAt`),
  };
}

/** @throws InvalidMessageError */
export function readFound(value: unknown): Upload {
  const names = ['bucket', 'key', 'size', 'etag', 'lastModified', 'listedAt'];
  const fields = readObject(value, RECONCILED, names);
  const etag = readString(fields.etag, `${RECONCILED}.etag`);
  const lastModified = readString(fields.lastModified, `${RECONCILED}.lastModified`);
  readTime(lastModified, `${RECONCILED}.lastModified`);
  return {
    bucket: readString(fields.bucket, `${RECONCILED}.bucket`),
    key: readString(fields.key, `${RECONCILED}.key`),
    size: readCount(fields.size, `${RECONCILED}.size`),
    etag,
    // The same however often it is found, so that it runs once.
    write: `found ${lastModified} ${etag}`,
    eventTime: lastModified,
    listedAt: readCount(fields.listedAt, `${RECONCILED}.listedAt`),
  };
}
