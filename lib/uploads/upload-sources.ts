import { type Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AirflowCommand } from '../commands/airflow-command';
import { LazyQueue } from '../queues/lazy-queue';
import { SourceNames } from '../sources/source-names';
import type { SourceParts } from '../sources/source-parts';
import { noteFilter, notifiedFilters } from './notified-filters';
import { checkAccounts, checkNotifiable, checkPlace } from './upload-checks';
import { connectByNotification, connectByRule, isOwnBucket } from './upload-connection';
import { UploadEventBus } from './upload-event-bus';
import { describeFilter, findOverlap, notificationFilter } from './upload-filters';
import { createManifests, createUploadsTable } from './upload-stores';
import { UploadTrigger } from './upload-trigger';
import type { UploadTriggerOptions } from './upload-trigger-options';

export interface UploadSourcesProps extends SourceParts {
  /**
   * How long an upload is remembered.
   *
   * @default Duration.days(30)
   */
  readonly recordRetention?: Duration;
  /** @default Duration.days(90) */
  readonly manifestRetention?: Duration;
}

/** The upload triggers of an environment, and what they share: each part is made when the first trigger needs it. */
export class UploadSources extends Construct {
  private readonly names = new SourceNames('upload trigger');
  private readonly deadLetters: LazyQueue;
  private table: Table | undefined;
  private manifestBucket: Bucket | undefined;
  private bus: UploadEventBus | undefined;
  private readonly functionNames: Record<string, string> = {};

  constructor(
    scope: Construct,
    id: string,
    private readonly props: UploadSourcesProps,
  ) {
    super(scope, id);
    this.deadLetters = new LazyQueue(this, 'DeadLetters', props.encryptionKey, (queue) => {
      props.monitoring.watchUploads(queue);
      props.redrive.add('movable', queue);
    });
  }

  /** Keeps events that no trigger could be queued for. */
  public get deadLetterQueue(): IQueue | undefined {
    return this.deadLetters.ifMade;
  }

  public get manifests(): Bucket | undefined {
    return this.manifestBucket;
  }

  public get eventBus(): EventBus | undefined {
    return this.bus?.bus;
  }

  /** The function of each trigger by the trigger's name, as JSON; also of those that are added later. */
  public get functions(): string {
    return Lazy.uncachedString({ produce: () => Stack.of(this).toJsonString(this.functionNames) });
  }

  /**
   * Adds a trigger to a construct, under its name.
   *
   * @throws Error of one line: the option, its value, and what it may be
   */
  public add(scope: Construct, id: string, options: UploadTriggerOptions): UploadTrigger {
    const name = options.triggerName ?? id;
    this.names.take(name);
    checkAccounts(options);
    checkPlace(options, Stack.of(this));
    this.table ??= createUploadsTable(this, 'Table', this.props.encryptionKey);
    const trigger = new UploadTrigger(scope, id, {
      ...options,
      environmentName: this.props.environmentName,
      queue: this.props.queue,
      deadLetterQueue: this.deadLetters.need(),
      table: this.table,
      recordRetention: this.props.recordRetention,
      encryptionKey: this.props.encryptionKey,
      logRetention: this.props.logRetention,
      manifests: options.batch === undefined ? undefined : this.needManifests(),
    });
    this.functionNames[name] = trigger.handler.functionName;
    this.props.redrive.add('target', trigger.eventsQueue);
    this.props.monitoring.watchUploadTrigger(trigger);
    this.props.senders.addOwn(trigger.handler.role, AirflowCommand.trigger(options.dagId));
    this.connect(options, trigger);
    return trigger;
  }

  /** Has the bucket's events sent to the trigger's queue. */
  private connect(options: UploadTriggerOptions, trigger: UploadTrigger): void {
    if (this.isViaEventBridge(options)) {
      connectByRule(trigger, options, trigger.eventsQueue, {
        eventBus: this.busFor(options.sourceAccounts),
        undelivered: this.props.undelivered.need(),
      });
    } else {
      noteFilter(notificationFilter(options));
      connectByNotification(options, trigger.eventsQueue);
    }
  }

  /** @throws Error when S3's own notifications are asked for, and would be refused at deployment */
  private isViaEventBridge(options: UploadTriggerOptions): boolean {
    const { viaEventBridge, sourceAccounts, bucket } = options;
    const isHere = isOwnBucket(bucket) && Stack.of(bucket) === Stack.of(this);
    if (viaEventBridge ?? (sourceAccounts !== undefined || !isHere)) return true;
    checkNotifiable(bucket, Stack.of(this));
    const filter = notificationFilter(options);
    const clash = findOverlap(filter, notifiedFilters(bucket));
    if (clash === undefined) return false;
    if (viaEventBridge === undefined) return true;
    throw new Error(
      `two upload triggers of one bucket overlap, or may: ${describeFilter(clash)} and ${describeFilter(filter)}; S3 takes only filters of which no key matches two: leave viaEventBridge out`,
    );
  }

  private needManifests(): Bucket {
    this.manifestBucket ??= createManifests(this, 'Manifests', this.props);
    return this.manifestBucket;
  }

  private busFor(accounts: readonly string[] | undefined): EventBus | undefined {
    if (accounts === undefined) return undefined;
    this.bus ??= new UploadEventBus(this, 'Events');
    this.bus.admit(accounts);
    return this.bus.bus;
  }
}
