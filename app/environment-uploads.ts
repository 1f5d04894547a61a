import { CfnOutput, Duration, RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { MwaaCommandQueue, UploadBatchOptions } from '../lib';
import { type UploadConfig, uploadName } from './upload-config';

/** The uploads of one environment: its triggers, the buckets that they name, and one of its own. */
export class EnvironmentUploads {
  private readonly existingBuckets = new Map<string, IBucket>();
  private ownBucket: Bucket | undefined;

  constructor(
    private readonly stack: Stack,
    private readonly queue: MwaaCommandQueue,
  ) {}

  /** @throws Error which says which upload is wrong, and how */
  public add(uploads: readonly UploadConfig[]): void {
    for (const [i, upload] of uploads.entries()) {
      try {
        this.addOne(upload);
      } catch (error) {
        throw new Error(`uploads[${i}]: ${(error as Error).message}`, { cause: error });
      }
    }
  }

  private addOne(upload: UploadConfig): void {
    const { bucketName, name: _, batch, ...options } = upload;
    const triggerName = uploadName(upload);
    // The name, not the place in the list, so that an upload that is put before others replaces none.
    this.queue.addUploadTrigger(`Upload-${triggerName}`, {
      ...options,
      triggerName,
      bucket: this.bucket(bucketName),
      batch: batch && batchOptions(batch),
    });
  }

  private bucket(name: string | undefined): IBucket {
    if (name === undefined) {
      this.ownBucket ??= this.createBucket();
      return this.ownBucket;
    }
    const known = this.existingBuckets.get(name);
    if (known !== undefined) return known;
    const bucket = Bucket.fromBucketName(this.stack, `Bucket-${name}`, name);
    this.existingBuckets.set(name, bucket);
    return bucket;
  }

  private createBucket(): Bucket {
    const bucket = new Bucket(this.stack, 'Uploads', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Its uploads are recorded in the table; who must know its readers names a bucket of their own',
    });
    const description = 'Put files here to trigger DAGs';
    new CfnOutput(this.stack, 'UploadBucket', { value: bucket.bucketName, description });
    return bucket;
  }
}

function batchOptions({
  windowSeconds,
  ...options
}: NonNullable<UploadConfig['batch']>): UploadBatchOptions {
  return { ...options, window: Duration.seconds(windowSeconds) };
}
