import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { isOwnBucket } from './upload-connection';
import type { UploadFilter } from './upload-filters';

/**
 * What S3 itself is to tell of a bucket. Of all environments together, since they may share a bucket and S3 judges its
 * notifications as a whole; weak, so that no bucket of an app outlives it here.
 */
const FILTERS = new WeakMap<IBucket, UploadFilter[]>();

/** The one object that each imported bucket of a stack is notified by, by the bucket's name. */
const IMPORTED = new WeakMap<Stack, Map<string, IBucket>>();

/** The filters that a bucket's notifications have so far. */
export function notifiedFilters(bucket: IBucket): readonly UploadFilter[] {
  return FILTERS.get(bucket) ?? [];
}

/**
 * Remembers a filter of a bucket's notifications.
 *
 * @throws Error when the bucket is imported, and notified by another object already
 */
export function noteFilter(filter: UploadFilter): void {
  const { bucket } = filter;
  if (!isOwnBucket(bucket)) noteImported(bucket);
  FILTERS.set(bucket, [...notifiedFilters(bucket), filter]);
}

/** CDK writes the notifications of each object for itself: of two, each would take those of the other away. */
function noteImported(bucket: IBucket): void {
  const stack = Stack.of(bucket);
  const known = IMPORTED.get(stack) ?? new Map<string, IBucket>();
  const other = known.get(bucket.bucketName) ?? bucket;
  if (other !== bucket) {
    throw new Error(
      `viaEventBridge is false for bucket ${JSON.stringify(bucket.bucketName)}, which is imported twice, as ${other.node.path} and ${bucket.node.path}: CDK would write its notifications twice, each without the other's; import it once, for all triggers, or leave viaEventBridge out`,
    );
  }
  IMPORTED.set(stack, known.set(bucket.bucketName, bucket));
}
