import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { EventType, type IBucket } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { UPLOAD_TRIGGER_VARIABLES } from '../lambda/contract/environment-variables';
import { checkDagId } from './checks';
import { nodeFunction } from './node-function';
import { checkFilter } from './upload-filters';

/** Which uploads trigger what. */
export interface UploadTriggerOptions {
  /** The bucket whose uploads trigger the DAG. */
  readonly bucket: IBucket;

  /** The DAG to trigger, once for each upload. */
  readonly dagId: string;

  /**
   * Only keys that begin so: `A-Z a-z 0-9 ! _ . * ' ( ) / = -`.
   *
   * @default - every key
   */
  readonly prefix?: string;

  /**
   * Only keys that end so, of the same characters. No key may match two triggers of one bucket.
   *
   * @default - every key
   */
  readonly suffix?: string;
}

/** An upload trigger, and where it sends. */
export interface UploadTriggerProps extends UploadTriggerOptions {
  /** The environment's name, which is the message group. */
  readonly environmentName: string;

  /** The commands queue. */
  readonly queue: IQueue;

  /** Keeps the events whose triggers could not be queued. A standard queue. */
  readonly deadLetterQueue: IQueue;
}

/**
 * Queues one trigger for each object that is written to a bucket. The run's `conf` holds `bucket`,
 * `key`, `size`, `etag`, `eventTime` and, in a bucket with versioning, `versionId`.
 */
export class UploadTrigger extends Construct {
  /** The function that turns S3's events into triggers. */
  public readonly handler: LambdaFunction;

  /** @throws Error when the DAG id, the prefix or the suffix is none that may be */
  constructor(scope: Construct, id: string, props: UploadTriggerProps) {
    super(scope, id);
    checkDagId(props.dagId);
    checkFilter(props);
    this.handler = nodeFunction(this, 'Function', {
      bundle: 'upload-trigger',
      description: `Queues a trigger of ${props.dagId} for each upload`,
      timeout: Duration.seconds(30),
      onFailure: new SqsDestination(props.deadLetterQueue),
      environment: {
        [UPLOAD_TRIGGER_VARIABLES.environmentName]: props.environmentName,
        [UPLOAD_TRIGGER_VARIABLES.queueUrl]: props.queue.queueUrl,
        [UPLOAD_TRIGGER_VARIABLES.dagId]: props.dagId,
      },
    });
    props.queue.grantSendMessages(this.handler);
    const { prefix, suffix } = props;
    props.bucket.addEventNotification(
      EventType.OBJECT_CREATED,
      new LambdaDestination(this.handler),
      ...(prefix === undefined && suffix === undefined ? [] : [{ prefix, suffix }]),
    );
  }
}
