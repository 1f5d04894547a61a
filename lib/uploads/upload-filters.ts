import { Token } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { readKeyPattern } from '../../lambda/contract/key-pattern';
import type { UploadTriggerOptions } from './upload-trigger-options';

/** What a source of events is asked for: never less than what the function then counts. */
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
const SAFE = /^[A-Za-z0-9!_.*'()/=-]+$/;

/** The filter for EventBridge: what the trigger says itself, or all keys of its pattern have in common. */
export function eventFilter(options: UploadTriggerOptions): UploadFilter {
  const { bucket, prefix, suffix, keyPattern, marker } = options;
  if (keyPattern === undefined) return filterOf(bucket, prefix, suffix ?? marker);
  const pattern = readKeyPattern(keyPattern);
  return filterOf(bucket, pattern.prefix, pattern.suffix);
}

/**
 * The same for S3's own notifications. What a pattern or a marker has that S3 would not match is left out.
 *
 * @throws Error for a prefix or suffix that S3 would not match
 */
export function notificationFilter(options: UploadTriggerOptions): UploadFilter {
  checkSafe('prefix', options.prefix);
  checkSafe('suffix', options.suffix);
  const { bucket, prefix, suffix } = eventFilter(options);
  return filterOf(bucket, safe(prefix), safe(suffix));
}

/**
 * S3 refuses two notifications of one bucket whose filters can both match a key, at deployment.
 *
 * @param others those of the same bucket
 * @returns one of them that overlaps, or may, where a value is known only at deployment
 */
export function findOverlap(
  filter: UploadFilter,
  others: readonly UploadFilter[],
): UploadFilter | undefined {
  return others.find((other) => overlap(other, filter));
}

/** In words, for errors. */
export function describeFilter({ prefix, suffix }: UploadFilter): string {
  return `prefix ${describeValue(prefix)} with suffix ${describeValue(suffix)}`;
}

function describeValue(value = ''): string {
  return Token.isUnresolved(value) ? 'known only at deployment' : JSON.stringify(value);
}

function filterOf(bucket: IBucket, prefix?: string, suffix?: string): UploadFilter {
  return { bucket, ...(prefix && { prefix }), ...(suffix && { suffix }) };
}

function checkSafe(name: string, value: string | undefined): void {
  if (value === undefined || isSafe(value)) return;
  throw new Error(
    `${name} ${JSON.stringify(value)} is not allowed: use A-Z a-z 0-9 ! _ . * ' ( ) / = -, leave it out for every key, or set viaEventBridge, which takes any characters`,
  );
}

function safe(value: string | undefined): string | undefined {
  return value !== undefined && isSafe(value) ? value : undefined;
}

function isSafe(value: string): boolean {
  return Token.isUnresolved(value) || SAFE.test(value);
}

function overlap(a: UploadFilter, b: UploadFilter): boolean {
  return (
    eitherWay((one, other) => one.startsWith(other), a.prefix, b.prefix) &&
    eitherWay((one, other) => one.endsWith(other), a.suffix, b.suffix)
  );
}

/** Also where it cannot be known. */
function eitherWay(holds: (one: string, other: string) => boolean, one = '', other = ''): boolean {
  if ([one, other].some((value) => Token.isUnresolved(value))) return true;
  return holds(one, other) || holds(other, one);
}
