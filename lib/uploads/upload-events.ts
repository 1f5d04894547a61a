import { Token } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { UploadFilter } from './upload-filters';

/** How S3 names itself and what it tells on an event bus (Amazon S3 User Guide, "EventBridge event message structure"). */
export const OBJECT_CREATED = { source: 'aws.s3', detailType: 'Object Created' } as const;

/**
 * The pattern of a bucket's uploads.
 *
 * @param accounts whose events count; all that there are on the bus when left out
 */
export function uploadPattern(filter: UploadFilter, accounts?: string[]): EventPattern {
  const key = keyEntries(filter);
  return {
    source: [OBJECT_CREATED.source],
    detailType: [OBJECT_CREATED.detailType],
    ...(accounts === undefined ? {} : { account: accounts }),
    detail: {
      bucket: { name: [filter.bucket.bucketName] },
      ...(key.length === 0 ? {} : { object: { key } }),
    },
  };
}

/**
 * Entries of which a key must match one.
 *
 * Source: Amazon EventBridge User Guide, "Comparison operators for use in event patterns".
 */
function keyEntries({ prefix = '', suffix = '' }: UploadFilter): unknown[] {
  if (prefix === '') return suffix === '' ? [] : [{ suffix }];
  // What is only known at deployment cannot be escaped: the function looks at the suffix itself.
  if (suffix === '' || [prefix, suffix].some(Token.isUnresolved)) return [{ prefix }];
  return [
    { wildcard: `${escapeWildcard(prefix)}*${escapeWildcard(suffix)}` },
    ...meetings(prefix, suffix),
  ];
}

/** Keys in which prefix and suffix share characters: "in/a.csv" begins with "in/a" and ends with "a.csv". */
function meetings(prefix: string, suffix: string): string[] {
  const lengths = Array.from({ length: Math.min(prefix.length, suffix.length) }, (_, i) => i + 1);
  return lengths
    .filter((length) => prefix.endsWith(suffix.slice(0, length)))
    .map((length) => prefix + suffix.slice(length));
}

function escapeWildcard(text: string): string {
  return text.replace(/[*\\]/g, '\\$&');
}
