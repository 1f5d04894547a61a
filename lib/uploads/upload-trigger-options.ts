import type { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** When a batch of uploads is full or old enough, and what belongs into one. */
export interface UploadBatchOptions {
  /** From a batch's first upload to its run: whole seconds, 1 second to 12 hours. */
  readonly window: Duration;

  /**
   * A batch of so many files does not wait for its window to end: 2 to 10,000.
   *
   * @default 1000
   */
  readonly maxFiles?: number;

  /**
   * A named part of `keyPattern`: uploads with another value go into another batch.
   *
   * @default - all uploads go into the same batch
   */
  readonly groupBy?: string;
}

/** Which uploads trigger what. */
export interface UploadTriggerOptions {
  /**
   * The bucket whose uploads trigger the DAG: of this app, imported, or of another account (see
   * `sourceAccounts`).
   */
  readonly bucket: IBucket;

  /** The DAG to trigger, once for each upload, or for each batch of them. */
  readonly dagId: string;

  /**
   * Stands in all ids that the trigger gives, and is unique in the queue: 1 to 64 of `A-Z a-z 0-9 _ . -`. What
   * was uploaded before counts as new under another name.
   *
   * @default - the construct's id
   */
  readonly triggerName?: string;

  /**
   * Only keys that begin so. Where S3's own notifications are used: `A-Z a-z 0-9 ! _ . * ' ( ) / = -`.
   *
   * @default - every key
   */
  readonly prefix?: string;

  /**
   * Only keys that end so. Where S3's own notifications are used: of the same characters.
   *
   * @default - every key
   */
  readonly suffix?: string;

  /**
   * Only keys of this form, for example `sales/{date}/{region}/*.csv`: `{name}` is a part without a slash, which
   * is a placeholder in `conf`; `*` is any text without a slash, `**` any text. Not together with `prefix`,
   * `suffix` or `marker`.
   *
   * @default - every key
   */
  readonly keyPattern?: string;

  /**
   * Only objects of this base name, for example `_SUCCESS`: each stands for its folder, as placeholder `{folder}`
   * and in `conf`. May go with `prefix`; not together with `suffix` or `keyPattern`.
   *
   * @default - every object stands for itself
   */
  readonly marker?: string;

  /**
   * Whether an empty object whose key ends with a slash counts: the S3 console makes one for each folder.
   *
   * @default false
   */
  readonly folderMarkers?: boolean;

  /**
   * Whether other empty objects count. With a `marker` they must, since it is empty as a rule.
   *
   * @default true
   */
  readonly emptyObjects?: boolean;

  /**
   * The run's `conf`, with placeholders such as `{key}` in its texts: those of an upload, or of a batch, and the names
   * of `keyPattern`. A text that is nothing but a placeholder becomes its value, a number for `{size}`. Braces are
   * written twice. In a batch it is merged with what is known of the batch.
   *
   * @default - what is known of the object, or of the batch
   */
  readonly conf?: { [key: string]: unknown };

  /**
   * One run for many uploads.
   *
   * @default - one run for each upload
   */
  readonly batch?: UploadBatchOptions;

  /**
   * The accounts of the bucket, 12 digits each: its events come over the environment's upload event bus, to which an
   * `UploadForwarder` in the bucket's account sends them.
   *
   * @default - the bucket is in the stack's account
   */
  readonly sourceAccounts?: string[];

  /**
   * Whether events come by EventBridge rather than by S3's own notifications. Then any number of triggers may match a
   * key, and an imported bucket's notification configuration stays as it is: its owner enables EventBridge on it. With
   * `false` CDK adds to the notification configuration of an imported bucket.
   *
   * @default - false for a bucket of the same stack, unless the filter overlaps, or may overlap, with that of another
   * trigger of the bucket; else true
   */
  readonly viaEventBridge?: boolean;
}
