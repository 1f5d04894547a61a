import { type Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkEnvironmentName } from '../checks';
import { checkKey } from '../keys/own-key';
import { checkCommandsQueue, checkStandardQueue } from '../queues/queue-checks';
import { createUploadFunction, createUploadsQueue } from './upload-function';
import { uploadRule } from './upload-rule';
import type { UploadTriggerOptions } from './upload-trigger-options';

/** An upload trigger, and what it shares with the others of its environment. */
export interface UploadTriggerProps extends UploadTriggerOptions {
  /** The environment's name, which is the message group. */
  readonly environmentName: string;

  /** The commands queue. */
  readonly queue: IQueue;

  /** Keeps the events that the function could not take. A standard queue. */
  readonly deadLetterQueue: IQueue;

  /** Which uploads have been heard of, and the batches that are being gathered. */
  readonly table: ITable;

  /**
   * How long the table remembers an upload: whole days, at least 30.
   *
   * @default Duration.days(30)
   */
  readonly recordRetention?: Duration;

  /**
   * Where the files of large batches are listed. Needed with `batch`.
   *
   * @default - none
   */
  readonly manifests?: IBucket;

  /**
   * Encrypts the trigger's queue and the function's log. Also the one of `table`, if it has one.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: IKey;

  /**
   * How long the function's log is kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
}

/**
 * Queues one trigger for each object that is written to a bucket, or for each batch of them.
 * `MwaaCommandQueue` makes it, and has the bucket's events sent to its queue.
 */
export class UploadTrigger extends Construct {
  /** The name that stands in all ids that the trigger gives. */
  public readonly triggerName: string;

  /** The function that makes triggers of events; invoked directly, it finds uploads that were never heard of. */
  public readonly handler: LambdaFunction;

  /** The standard queue that the events of uploads come through. */
  public readonly eventsQueue: Queue;

  /** @throws Error of one line: the option, its value, and what it may be */
  constructor(scope: Construct, id: string, props: UploadTriggerProps) {
    super(scope, id);
    this.triggerName = props.triggerName ?? id;
    checkEnvironmentName(props.environmentName);
    checkCommandsQueue(props.queue);
    checkStandardQueue('deadLetterQueue', props.deadLetterQueue);
    checkKey(props.encryptionKey, Stack.of(this));
    const rule = uploadRule(this.triggerName, props);
    if (rule.batch !== undefined && props.manifests === undefined) {
      throw new Error('manifests is missing: with batch, give a bucket for lists of files');
    }
    this.eventsQueue = createUploadsQueue(this, 'Queue', rule, props);
    this.handler = createUploadFunction(this, 'Function', rule, {
      environmentName: props.environmentName,
      commands: props.queue,
      uploads: this.eventsQueue,
      bucket: props.bucket,
      table: props.table,
      recordRetention: props.recordRetention,
      manifests: props.manifests,
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
    });
  }
}
