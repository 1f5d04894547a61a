import { type S3Change, s3Record } from '../s3-events';

export const ETAG = 'd41d8cd98f00b204e9800998ecf8427e';

/** As S3 writes keys in notifications. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+');
}

/** The body of a notification that S3 sent itself. */
export function notification(...changes: readonly S3Change[]): string {
  return JSON.stringify({ Records: changes.map(s3Record) });
}

export interface BusChange {
  readonly bucket?: string;
  /** As it is. */
  readonly key?: string;
  readonly size?: number;
  readonly versionId?: string;
  readonly sequencer?: string;
  readonly time?: string;
  readonly type?: string;
}

/** The body of an event that came over EventBridge, as the Amazon S3 User Guide shows it. */
export function busEvent(change: BusChange = {}): string {
  const { bucket = 'uploads', versionId, type = 'Object Created' } = change;
  return JSON.stringify({
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': type,
    source: 'aws.s3',
    account: '000000000000',
    time: change.time ?? '2026-03-01T10:00:00Z',
    region: 'us-east-1',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: {
        key: change.key ?? 'in/a.csv',
        size: change.size ?? 12,
        etag: ETAG,
        ...(versionId === undefined ? {} : { 'version-id': versionId }),
        sequencer: change.sequencer ?? '0055AED6DCD90281E5',
      },
      'request-id': 'R',
      requester: '000000000000',
      reason: 'PutObject',
    },
  });
}
