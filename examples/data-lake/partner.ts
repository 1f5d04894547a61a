import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { UploadForwarder } from 'mwaa-cli-queue';
import { SETTINGS } from './settings';

/** Deployed by the partner, into the account and region of the bucket: tells the lake of uploads to it. */
export class Partner extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new UploadForwarder(this, 'Forwarder', {
      bucket: Bucket.fromBucketName(this, 'Exports', SETTINGS.partnerBucketName),
      eventBus: EventBus.fromEventBusArn(this, 'Bus', SETTINGS.uploadEventBusArn),
      prefix: 'outgoing/',
      suffix: '.csv',
    });
  }
}
