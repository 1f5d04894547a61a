import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { UPLOADS_TABLE } from '../../lambda/contract/uploads-table';
import { checkDuration } from '../checks/value-checks';
import { letRolesUseObjects } from '../keys/key-services';
import { encryptionOf } from '../storage/table-encryption';

const DEFAULT_MANIFEST_RETENTION = Duration.days(90);

export interface ManifestsProps {
  /** @default Duration.days(90) */
  readonly manifestRetention?: Duration;
  /** @default - the key that S3 owns */
  readonly encryptionKey?: IKey;
}

/** The table of the upload triggers: which objects have been heard of, and the batches that are being gathered. */
export function createUploadsTable(scope: Construct, id: string, encryptionKey?: IKey): Table {
  return new Table(scope, id, {
    partitionKey: { name: UPLOADS_TABLE.partitionKey, type: AttributeType.STRING },
    sortKey: { name: UPLOADS_TABLE.sortKey, type: AttributeType.NUMBER },
    timeToLiveAttribute: UPLOADS_TABLE.expiry,
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...encryptionOf(encryptionKey),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    // Without it, an upload that is told of again after a new deployment would run again.
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Where the files of large batches are listed. */
export function createManifests(
  scope: Construct,
  id: string,
  { manifestRetention: retention = DEFAULT_MANIFEST_RETENTION, encryptionKey }: ManifestsProps,
): Bucket {
  if (encryptionKey !== undefined) letRolesUseObjects(encryptionKey);
  const bucket = new Bucket(scope, id, {
    encryption: encryptionKey ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
    encryptionKey,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: retention }],
    // A run that is cleared and run again after the stack is gone still finds its files.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'It holds names of files, no content; who must know its readers has CloudTrail log them',
  });
  return bucket;
}

/** @throws Error when manifests are to be kept for less than a day, or a part of one */
export function checkManifestRetention(retention: Duration | undefined): void {
  if (retention === undefined) return;
  checkDuration('uploadManifestRetention', retention);
  if (retention.isUnresolved()) return;
  const days = retention.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) return;
  throw new Error(`uploadManifestRetention is ${days} days: give whole days, at least 1`);
}
