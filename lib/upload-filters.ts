import { Token } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** What one upload trigger listens to. */
export interface UploadFilter {
  readonly bucket: IBucket;
  readonly prefix?: string;
  readonly suffix?: string;
}

/**
 * S3 takes a filter in its URL-encoded form only, and one that is not encoded deploys and never fires.
 * So only characters that need no encoding are taken.
 *
 * Source: Amazon S3 User Guide, "Configuring event notifications using object key name filtering".
 */
export function checkFilter({ prefix, suffix }: UploadFilter): void {
  for (const [name, value] of Object.entries({ prefix, suffix })) {
    if (value === undefined || Token.isUnresolved(value)) continue;
    if (/^[A-Za-z0-9!_.*'()/=-]+$/.test(value)) continue;
    throw new Error(
      `${name} ${JSON.stringify(value)} is not allowed: use A-Z a-z 0-9 ! _ . * ' ( ) / = -, or leave it out for every key`,
    );
  }
}

/**
 * S3 refuses two notifications of one bucket whose filters can both match a key, at deployment.
 *
 * @throws Error which names both
 */
export function checkNoOverlap(filter: UploadFilter, others: readonly UploadFilter[]): void {
  const clash = others.find((other) => other.bucket === filter.bucket && overlap(other, filter));
  if (clash === undefined) return;
  throw new Error(
    `two upload triggers of one bucket overlap: ${describe(clash)} and ${describe(filter)}; S3 takes only filters of which no key matches two`,
  );
}

function overlap(a: UploadFilter, b: UploadFilter): boolean {
  const prefixes = [a.prefix ?? '', b.prefix ?? ''] as const;
  const suffixes = [a.suffix ?? '', b.suffix ?? ''] as const;
  if ([...prefixes, ...suffixes].some((value) => Token.isUnresolved(value))) return false;
  return (
    (prefixes[0].startsWith(prefixes[1]) || prefixes[1].startsWith(prefixes[0])) &&
    (suffixes[0].endsWith(suffixes[1]) || suffixes[1].endsWith(suffixes[0]))
  );
}

function describe({ prefix, suffix }: UploadFilter): string {
  return `prefix ${JSON.stringify(prefix ?? '')} with suffix ${JSON.stringify(suffix ?? '')}`;
}
