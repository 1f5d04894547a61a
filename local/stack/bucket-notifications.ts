import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ObjectWritten } from './aws-server';
import type { OnStackEvent } from './events';
import type { FunctionHost } from './function-host';

/** One rule of a bucket's notification configuration. */
export interface NotificationRule {
  readonly bucket: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly target: FunctionHost;
}

/** How S3's notifications come. */
export interface Delivery {
  /** S3 delivers at least once: how often the nth event is delivered. @default - once */
  readonly deliveries?: (nth: number) => number;
}

/** Lambda's two retries of an asynchronous invocation, sooner than Lambda's one and two minutes. */
const RETRY_DELAYS_MS = [1000, 2000];

export class BucketNotifications {
  private readonly rules: NotificationRule[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private readonly failureQueues = new Map<string, string>();
  private events = 0;

  constructor(
    private readonly s3: S3Client,
    private readonly sqs: SQSClient,
    private readonly onEvent: OnStackEvent,
    private readonly delivery: Delivery,
  ) {}

  add(rule: NotificationRule): void {
    this.rules.push(rule);
  }

  /** Where a function's events go whose retries have failed. */
  onFailure(functionName: string, queueUrl: string): void {
    this.failureQueues.set(functionName, queueUrl);
  }

  /** Tells the functions whose rules an object matches. */
  objectWritten(written: ObjectWritten): void {
    this.onEvent({ kind: 'uploaded', bucket: written.bucket, key: written.key });
    const told = this.tell(written, ++this.events).finally(() => this.inFlight.delete(told));
    this.inFlight.add(told);
  }

  /** Waits until every function has been told, however often. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.inFlight);
  }

  private async tell(written: ObjectWritten, nth: number): Promise<void> {
    const matching = this.rules.filter(
      ({ bucket, prefix, suffix }) =>
        written.bucket === bucket && written.key.startsWith(prefix) && written.key.endsWith(suffix),
    );
    if (matching.length === 0) return;
    const event = await this.describe(written, nth).catch(() => undefined);
    if (event === undefined) return; // deleted again already
    const times = this.delivery.deliveries?.(nth) ?? 1;
    for (const { target } of matching) {
      for (let delivery = 1; delivery <= times; delivery++) {
        const { bucket, key } = written;
        const functionName = target.spec.name;
        this.onEvent({ kind: 'notified', functionName, bucket, key, delivery });
        if (!(await invokeWithRetries(target, event))) await this.keepFailed(target, event);
      }
    }
  }

  /** In the form of Lambda's destinations; without one, the event is dropped, as by Lambda. */
  private async keepFailed({ spec }: FunctionHost, requestPayload: unknown): Promise<void> {
    const QueueUrl = this.failureQueues.get(spec.name);
    if (QueueUrl === undefined) return;
    const requestContext = { condition: 'RetriesExhausted', functionArn: spec.name };
    const MessageBody = JSON.stringify({ version: '1.0', requestContext, requestPayload });
    await this.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }

  /** The event in S3's own form: the key encoded as HTML forms are. */
  private async describe({ bucket, key, eventName }: ObjectWritten, nth: number) {
    const head = await this.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const record = {
      eventVersion: '2.4',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: new Date().toISOString(),
      eventName,
      s3: {
        s3SchemaVersion: '1.0',
        bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
        object: {
          key: new URLSearchParams({ key }).toString().slice('key='.length),
          size: head.ContentLength ?? 0,
          eTag: (head.ETag ?? '').replaceAll('"', ''),
          ...(head.VersionId === undefined ? {} : { versionId: head.VersionId }),
          sequencer: (BigInt(Date.now()) * 4096n + BigInt(nth % 4096)).toString(16).toUpperCase(),
        },
      },
    };
    return { Records: [record] };
  }
}

/**
 * Invokes asynchronously, as Lambda does; the host tells of each failure.
 *
 * @returns whether the function took the event in the end
 */
async function invokeWithRetries(target: FunctionHost, event: unknown): Promise<boolean> {
  for (const delay of [...RETRY_DELAYS_MS, undefined]) {
    try {
      await target.invoke(event);
      return true;
    } catch {
      if (delay !== undefined) await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  return false;
}
