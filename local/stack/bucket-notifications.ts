import { randomUUID } from 'node:crypto';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectWritten } from './aws-server';
import { toNotification, toObjectCreated, toTestEvent, type WrittenObject } from './bucket-events';
import { busArn, type EventBuses } from './event-buses';
import type { OnStackEvent } from './events';

/** One rule of a bucket's notification configuration. */
export interface NotificationRule {
  readonly bucket: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly queueUrl: string;
}

/** How S3's events come. */
export interface Delivery {
  /** S3 delivers at least once: how often the nth event is delivered; 0 loses it. @default - once */
  readonly deliveries?: ((nth: number) => number) | undefined;
  /** Whose a bucket is, by its name, when it is not of this account. */
  readonly bucketAccounts?: ReadonlyMap<string, string> | undefined;
}

/** What a template declares of a bucket. */
export interface DeclaredBucket {
  readonly versioned: boolean;
}

/** Tells queues and the account's own event bus of what is written to S3. */
export class BucketNotifications {
  private readonly rules: NotificationRule[] = [];
  private readonly declared = new Map<string, DeclaredBucket>();
  private readonly eventBridgeEnabled = new Set<string>();
  private readonly inFlight = new Set<Promise<void>>();
  private events = 0;

  constructor(
    private readonly s3: S3Client,
    private readonly buses: EventBuses,
    private readonly onEvent: OnStackEvent,
    private readonly delivery: Delivery,
  ) {}

  /** Makes a bucket one that tells only what it is asked to. Of one of someone else, EventBridge is told. */
  declare(bucket: string, declared: DeclaredBucket): void {
    this.declared.set(bucket, declared);
  }

  enableEventBridge(bucket: string): void {
    this.eventBridgeEnabled.add(bucket);
  }

  /** Adds a rule; as S3 does, it sends the queue a test event first. */
  add(rule: NotificationRule): void {
    this.rules.push(rule);
    this.send(rule, toTestEvent(rule.bucket));
  }

  /** Tells whoever is to be told of an object. */
  objectWritten(written: ObjectWritten): void {
    this.onEvent({ kind: 'uploaded', bucket: written.bucket, key: written.key });
    const told = this.tell(written, ++this.events).finally(() => this.inFlight.delete(told));
    this.inFlight.add(told);
  }

  /** Waits until all have been told, however often. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.inFlight);
    await this.buses.settle();
  }

  private async tell(written: ObjectWritten, nth: number): Promise<void> {
    const object = await this.describe(written, nth).catch(() => undefined);
    if (object === undefined) return; // deleted again already
    const { bucket, key } = written;
    const notification = toNotification(object);
    const event = toObjectCreated(object, this.delivery.bucketAccounts?.get(bucket));
    const times = this.delivery.deliveries?.(nth) ?? 1;
    for (let delivery = 1; delivery <= times; delivery++) {
      for (const rule of this.rules.filter((one) => isMatch(one, written))) {
        this.onEvent({ kind: 'notified', to: rule.queueUrl, bucket, key, delivery });
        this.send(rule, notification);
      }
      if (!this.isOnEventBridge(bucket)) continue;
      this.onEvent({ kind: 'notified', to: DEFAULT_BUS, bucket, key, delivery });
      this.buses.put(DEFAULT_BUS, event);
    }
  }

  private send({ bucket, queueUrl }: NotificationRule, body: object): void {
    this.buses.send(bucket, { queueUrl }, JSON.stringify(body));
  }

  private isOnEventBridge(bucket: string): boolean {
    return this.eventBridgeEnabled.has(bucket) || !this.declared.has(bucket);
  }

  private async describe(
    { bucket, key, eventName }: ObjectWritten,
    nth: number,
  ): Promise<WrittenObject> {
    const head = await this.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      bucket,
      key,
      eventName,
      size: head.ContentLength ?? 0,
      etag: (head.ETag ?? '').replaceAll('"', ''),
      // This machine's S3 has no versions: each write is one all the same.
      versionId: this.declared.get(bucket)?.versioned ? randomUUID() : undefined,
      sequencer: (BigInt(Date.now()) * 4096n + BigInt(nth % 4096)).toString(16).toUpperCase(),
    };
  }
}

const DEFAULT_BUS = busArn('default');

function isMatch({ bucket, prefix, suffix }: NotificationRule, written: ObjectWritten): boolean {
  return (
    written.bucket === bucket && written.key.startsWith(prefix) && written.key.endsWith(suffix)
  );
}
