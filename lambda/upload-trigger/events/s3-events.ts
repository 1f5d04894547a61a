import { type Fields, readString, readTime } from '../../contract/message-fields';
import type { Upload } from '../upload';
import { decodeKey, readCount, readFields, versionOf } from './event-fields';

/** What one message tells of: uploads, and notes on what is none. */
export interface ReadUploads {
  readonly uploads: readonly Upload[];
  readonly ignored: readonly string[];
}

/**
 * Reads the records of a notification that S3 sent itself. Deletions and the like are no uploads.
 *
 * Source: Amazon S3 User Guide, "Event message structure".
 *
 * @throws InvalidMessageError which names the field
 */
export function readNotification(records: readonly unknown[]): ReadUploads {
  const uploads: Upload[] = [];
  const ignored: string[] = [];
  for (const [i, record] of records.entries()) {
    const { eventName, eventTime, s3 } = readFields(record, `Records[${i}]`);
    const { bucket, object } = readFields(s3, `Records[${i}].s3`);
    const fields = readFields(object, `Records[${i}].s3.object`);
    const name = readString(eventName, `Records[${i}].eventName`);
    const key = decodeKey(readString(fields.key, `Records[${i}].s3.object.key`));
    if (!name.startsWith('ObjectCreated:')) {
      ignored.push(`${name} of ${key}`);
      continue;
    }
    const where = `Records[${i}].s3.object`;
    uploads.push({
      bucket: readString(readFields(bucket, `Records[${i}].s3.bucket`).name, "the bucket's name"),
      key,
      ...readVersion(fields, where, { etag: 'eTag', versionId: 'versionId' }),
      eventTime: readEventTime(eventTime, `Records[${i}].eventTime`),
    });
  }
  return { uploads, ignored };
}

/**
 * Reads an event that came over EventBridge, whose key is not encoded.
 *
 * Source: Amazon S3 User Guide, "EventBridge event message structure".
 *
 * @throws InvalidMessageError which names the field
 */
export function readBusEvent(event: Fields): ReadUploads {
  const type = readString(event['detail-type'], 'detail-type');
  const { bucket, object } = readFields(event.detail, 'detail');
  const fields = readFields(object, 'detail.object');
  const key = readString(fields.key, 'detail.object.key');
  if (type !== 'Object Created') return { uploads: [], ignored: [`${type} of ${key}`] };
  const upload = {
    bucket: readString(readFields(bucket, 'detail.bucket').name, 'detail.bucket.name'),
    key,
    ...readVersion(fields, 'detail.object', { etag: 'etag', versionId: 'version-id' }),
    eventTime: readEventTime(event.time, 'time'),
  };
  return { uploads: [upload], ignored: [] };
}

/** What tells this write of the object from others; the two kinds of events name it differently. */
function readVersion(
  fields: Fields,
  where: string,
  names: { readonly etag: string; readonly versionId: string },
): Pick<Upload, 'size' | 'etag' | 'versionId' | 'write'> {
  const version = versionOf(fields[names.versionId]);
  return {
    size: readCount(fields.size, `${where}.size`),
    etag: readString(fields[names.etag], `${where}.${names.etag}`),
    ...version,
    write: version.versionId ?? readString(fields.sequencer, `${where}.sequencer`),
  };
}

/** As it is written: DAGs get it so. */
function readEventTime(value: unknown, where: string): string {
  readTime(value, where);
  return readString(value, where);
}
