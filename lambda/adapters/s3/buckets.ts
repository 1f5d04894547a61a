import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { decodeKey } from '../../upload-trigger/events/event-fields';
import type { Manifests, UploadsBucket } from '../../upload-trigger/ports';
import { withinTime } from '../within-time';

/** The longest manifest has some megabytes. */
const WRITE_MS = 15_000;

/**
 * Objects that are listed at once. S3 would list 1,000, but writes the quotes of each ETag as XML entities,
 * and the SDK's parser takes no more than 1,000 entities in one answer.
 */
const LIST_AT_ONCE = 400;

/** Here, so that the client comes with these calls and not before. */
export function createS3Client(): S3Client {
  return new S3Client();
}

export function createManifests(client: S3Client, bucket: string): Manifests {
  return {
    bucket,
    async write(key, text) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: text,
          ContentType: 'application/jsonl',
        }),
        withinTime(WRITE_MS),
      );
    },
  };
}

export function createUploadsBucket(client: S3Client, bucket: string): UploadsBucket {
  return {
    name: bucket,
    async list({ prefix, startAfter }) {
      const answer = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          StartAfter: startAfter,
          MaxKeys: LIST_AT_ONCE,
          // XML cannot hold every character that a key can.
          EncodingType: 'url',
        }),
        withinTime(),
      );
      const decode = answer.EncodingType === 'url' ? decodeKey : (key: string) => key;
      const objects = (answer.Contents ?? []).map((object) => ({
        key: decode(object.Key ?? ''),
        size: object.Size ?? 0,
        // In quotes here, without them in events.
        etag: (object.ETag ?? '').replaceAll('"', ''),
        lastModified: (object.LastModified ?? new Date(0)).toISOString(),
      }));
      return { objects, isLast: answer.IsTruncated !== true };
    },
  };
}
