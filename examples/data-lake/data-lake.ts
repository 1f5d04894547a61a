import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { MwaaCommandQueue } from 'mwaa-cli-queue';
import { LandingBucket } from './landing-bucket';
import { SETTINGS } from './settings';

/** Uploads of four kinds, each to its DAG. */
export class DataLake extends Stack {
  private readonly queue: MwaaCommandQueue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new MwaaCommandQueue(this, 'Queue', {
      environmentName: SETTINGS.environmentName,
      // A new DAG's file is in S3 before Airflow has read it: its first uploads wait so long.
      unknownDagPatience: Duration.minutes(10),
    });
    this.addBatches();
    this.addExistingBucket();
    this.addPartner();
    // For the DAGs, which read the list of a large batch.
    const { executionRoleName } = SETTINGS;
    this.queue.grantReadManifests(Role.fromRoleName(this, 'ExecutionRole', executionRoleName));
    this.queue.addOutputs();
  }

  /** Keys such as `sales/2026-11-22/eu/part-0001.parquet`. */
  private addBatches(): void {
    const { bucket } = new LandingBucket(this, 'Landing');
    this.queue.addUploadTrigger('sales-by-day', {
      bucket,
      dagId: 'load_sales',
      keyPattern: 'sales/{day}/{region}/**.parquet',
      batch: { window: Duration.minutes(10), maxFiles: 500, groupBy: 'day' },
      conf: { day: '{group}' },
    });
    this.queue.addUploadTrigger('clicks-by-region', {
      bucket,
      dagId: 'load_clicks',
      keyPattern: 'clicks/{region}/**',
      batch: { window: Duration.minutes(2), groupBy: 'region' },
      conf: { region: '{group}' },
    });
    new CfnOutput(this, 'LandingBucket', { value: bucket.bucketName });
  }

  /** A folder counts once its marker is written: `exports/customers/2026-11-22/_SUCCESS`. */
  private addExistingBucket(): void {
    this.queue.addUploadTrigger('exports', {
      bucket: Bucket.fromBucketName(this, 'RawZone', SETTINGS.existingBucketName),
      dagId: 'load_export',
      prefix: 'exports/',
      marker: '_SUCCESS',
      conf: { folder: 's3://{bucket}/{folder}' },
    });
  }

  /** The other half is `partner.ts`. */
  private addPartner(): void {
    this.queue.addUploadTrigger('partner', {
      bucket: Bucket.fromBucketName(this, 'PartnerExports', SETTINGS.partnerBucketName),
      sourceAccounts: [SETTINGS.partnerAccount],
      dagId: 'ingest_partner',
      prefix: 'outgoing/',
      suffix: '.csv',
    });
  }
}
