import type { S3EventRecord } from 'aws-lambda';

export interface S3Change {
  readonly bucket?: string;
  /** As S3 writes it in events: as HTML forms do. */
  readonly key?: string;
  readonly eventName?: string;
  readonly size?: number;
  readonly etag?: string;
  readonly versionId?: string;
  readonly sequencer?: string;
  /** ISO 8601. */
  readonly eventTime?: string;
}

/** One record of S3's event, as the Amazon S3 User Guide shows it. */
export function s3Record(change: S3Change = {}): S3EventRecord {
  const { versionId } = change;
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: change.eventTime ?? '2026-03-01T10:00:00.000Z',
    eventName: change.eventName ?? 'ObjectCreated:Put',
    userIdentity: { principalId: 'P' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': 'R', 'x-amz-id-2': 'I' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'C',
      bucket: {
        name: change.bucket ?? 'uploads',
        ownerIdentity: { principalId: 'P' },
        arn: `arn:aws:s3:::${change.bucket ?? 'uploads'}`,
      },
      object: {
        key: change.key ?? 'in/a.csv',
        size: change.size ?? 12,
        eTag: change.etag ?? 'd41d8cd98f00b204e9800998ecf8427e',
        sequencer: change.sequencer ?? '0055AED6DCD90281E5',
        ...(versionId === undefined ? {} : { versionId }),
      },
    },
  };
}
