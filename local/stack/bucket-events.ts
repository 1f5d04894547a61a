import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from './account';
import { type BusEvent, toBusEvent } from './bus-event';

/** One object that was written, with all that S3 tells of it. */
export interface WrittenObject {
  readonly bucket: string;
  readonly key: string;
  /** S3's name for the way it was written, for example `ObjectCreated:Put`. */
  readonly eventName: string;
  readonly size: number;
  readonly etag: string;
  /** Only in buckets with versioning. */
  readonly versionId?: string | undefined;
  /** Hexadecimal: tells two writes of one key apart, and which was later. */
  readonly sequencer: string;
}

/** The event in the form of S3's own notifications: the key encoded as HTML forms are. */
export function toNotification(written: WrittenObject): object {
  const { bucket, key, eventName, size, etag, versionId, sequencer } = written;
  const record = {
    eventVersion: '2.4',
    eventSource: 'aws:s3',
    awsRegion: REGION,
    eventTime: new Date().toISOString(),
    eventName,
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: new URLSearchParams({ key }).toString().slice('key='.length),
        size,
        eTag: etag,
        ...(versionId === undefined ? {} : { versionId }),
        sequencer,
      },
    },
  };
  return { Records: [record] };
}

/** What S3 sends to a queue once, when it is to notify it. */
export function toTestEvent(bucket: string): object {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date().toISOString(),
    Bucket: bucket,
    RequestId: randomUUID(),
    HostId: 'local',
  };
}

/** The event in the form of EventBridge: the key as it is. */
export function toObjectCreated(written: WrittenObject, account: string = ACCOUNT): BusEvent {
  const { bucket, key, eventName, size, etag, versionId, sequencer } = written;
  const detail = {
    version: '0',
    bucket: { name: bucket },
    object: {
      key,
      size,
      etag,
      ...(versionId === undefined ? {} : { 'version-id': versionId }),
      sequencer,
    },
    'request-id': randomUUID(),
    requester: account,
    'source-ip-address': '127.0.0.1',
    reason: REASONS[eventName] ?? eventName,
  };
  const resources = [`arn:aws:s3:::${bucket}`];
  return { ...toBusEvent('aws.s3', 'Object Created', detail), account, resources };
}

/** How EventBridge calls the ways of writing. */
const REASONS: Readonly<Record<string, string>> = {
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:Put': 'PutObject',
};
