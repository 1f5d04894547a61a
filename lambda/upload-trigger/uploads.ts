import type { S3Event } from 'aws-lambda';

/** One object that was written, as S3 told it. */
export interface Upload {
  readonly bucket: string;
  /** The object's key, decoded. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly etag: string;
  /** Only in buckets with versioning. */
  readonly versionId?: string;
  /** Tells two writes of one key apart; the same for every delivery of one event. */
  readonly sequencer: string;
  /** ISO 8601. */
  readonly eventTime: string;
}

/** What came in one invocation: uploads, and notes on what is none. */
export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly ignored: readonly string[];
}

/**
 * Reads S3's event. Test events, deletions and folder markers are no uploads.
 *
 * Source: Amazon S3 User Guide, "Event message structure".
 */
export function readUploads(event: Partial<S3Event>): Uploads {
  if (event.Records === undefined) return { uploads: [], ignored: ['an event without records'] };
  const uploads: Upload[] = [];
  const ignored: string[] = [];
  for (const { eventName, eventTime, s3 } of event.Records) {
    const key = decodeKey(s3.object.key);
    if (!eventName.startsWith('ObjectCreated:')) {
      ignored.push(`${eventName} of ${key}`);
    } else if (key.endsWith('/') && s3.object.size === 0) {
      ignored.push(`folder marker ${key}`);
    } else {
      const { size, eTag: etag, versionId, sequencer } = s3.object;
      // While versioning is suspended, every write of a key has the version "null".
      const version = versionId === undefined || versionId === 'null' ? {} : { versionId };
      uploads.push({ bucket: s3.bucket.name, key, size, etag, ...version, sequencer, eventTime });
    }
  }
  return { uploads, ignored };
}

/** S3 writes keys as HTML forms do: a space as "+", a plus as "%2B". */
function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
