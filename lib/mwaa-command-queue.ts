import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EventTrigger, EventTriggerOptions } from './events/event-trigger';
import { GrantingQueue } from './granting-queue';
import { keyPolicyStatements } from './keys/key-policy';
import { checkProps } from './mwaa-command-queue-checks';
import type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
import { QueueOutputs } from './queue-outputs';
import { createParts, type QueueParts } from './queue-parts';
import type { CommandSchedule, CommandScheduleOptions } from './schedules/command-schedule';
import type { UploadTrigger } from './uploads/upload-trigger';
import type { UploadTriggerOptions } from './uploads/upload-trigger-options';

/**
 * Runs Airflow commands on one MWAA environment, one at a time and in order: a FIFO queue, its
 * dead-letter queue, the function that runs what is queued, the records of what became of it, their
 * events, alarms, a dashboard and saved queries of the logs.
 *
 * @example
 *
 * import { Duration, Stack } from 'aws-cdk-lib';
 * import { Bucket } from 'aws-cdk-lib/aws-s3';
 * import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
 * import { AirflowCommand, MwaaCommandQueue } from 'mwaa-cli-queue';
 *
 * declare const stack: Stack;
 * declare const bucket: Bucket;
 *
 * const queue = new MwaaCommandQueue(stack, 'Queue', {
 *   environmentName: 'MyEnvironment',
 *   commandTimeout: Duration.minutes(2),
 * });
 * queue.addUploadTrigger('orders', { bucket, prefix: 'orders/', dagId: 'ingest_orders' });
 * queue.addSchedule('nightly', {
 *   schedule: ScheduleExpression.expression('cron(0 2 * * ? *)'),
 *   command: AirflowCommand.trigger('nightly_report'),
 * });
 */
export class MwaaCommandQueue extends GrantingQueue {
  /** The MWAA environment's name, which is also the message group id to send with. */
  public readonly environmentName: string;

  /** Where commands are sent. */
  public readonly queue: Queue;

  /** Where commands end that failed, were refused, or may or may not have run. */
  public readonly deadLetterQueue: Queue;

  /** The function that runs the commands. */
  public readonly runner: LambdaFunction;

  /**
   * The id (UUID) of the event source mapping by which Lambda hands the commands to the runner. Switched off
   * (`lambda:UpdateEventSourceMapping`), it holds the environment: what is sent waits, and nothing is lost.
   */
  public readonly runnerEventSourceMappingId: string;

  /** What became of each command, by its id. The table stays when the stack is deleted. */
  public readonly records: Table;

  /** Keeps word of outcomes that could not be announced on the event bus. A standard queue. */
  public readonly outcomeEventDeadLetterQueue: Queue;

  /** The runner's, for rules of one's own; none without `vpc`. The web server's own group must let it in on 443. */
  public readonly runnerSecurityGroup?: ISecurityGroup;

  /** Of the endpoints of `createVpcEndpoints`: what else in the VPC uses SQS or MWAA must be let in, on 443. */
  public readonly vpcEndpointSecurityGroup?: ISecurityGroup;

  /** @internal */
  protected readonly _parts: QueueParts;

  private readonly outputs: QueueOutputs;

  /** @throws Error of one line: the property, its value, and what it may be */
  constructor(scope: Construct, id: string, props: MwaaCommandQueueProps) {
    super(scope, id);
    checkProps(props);
    const parts = createParts(this, props);
    this._parts = parts;
    this.environmentName = props.environmentName;
    this.queue = parts.queue;
    this.deadLetterQueue = parts.deadLetterQueue;
    this.runner = parts.runner;
    this.runnerEventSourceMappingId = parts.mapping.id;
    this.records = parts.records;
    this.outcomeEventDeadLetterQueue = parts.outcomes.deadLetterQueue;
    this.runnerSecurityGroup = parts.network?.securityGroup;
    this.vpcEndpointSecurityGroup = parts.network?.endpointSecurityGroup;
    this.outputs = new QueueOutputs(this, parts.uploads.functions);
  }

  /**
   * The alarms there are so far, for actions of one's own. The first `addUploadTrigger`, `addSchedule` and
   * `addEventTrigger` each add one, and so does the first trigger whose events come by EventBridge. Each upload or
   * event trigger has one more.
   */
  public get alarms(): Alarm[] {
    return this._parts.monitoring.alarms.alarms;
  }

  /** Shows how the environment's commands, and all that queues them, do; none with `dashboard: false`. */
  public get dashboard(): Dashboard | undefined {
    return this._parts.monitoring.dashboard;
  }

  /** Keeps firings of schedules that could not be queued; none before the first `addSchedule`. */
  public get scheduleDeadLetterQueue(): IQueue | undefined {
    return this._parts.schedules.deadLetterQueue;
  }

  /** Keeps events of uploads that could not be queued; none before the first `addUploadTrigger`. */
  public get uploadDeadLetterQueue(): IQueue | undefined {
    return this._parts.uploads.deadLetterQueue;
  }

  /** Keeps events that could not be queued as commands; none before the first `addEventTrigger`. */
  public get eventDeadLetterQueue(): IQueue | undefined {
    return this._parts.events.deadLetterQueue;
  }

  /**
   * Keeps events that EventBridge could not deliver to a trigger's queue; none before the first
   * `addEventTrigger`, or the first upload trigger whose events come by EventBridge. A standard queue.
   */
  public get undeliveredEventQueue(): IQueue | undefined {
    return this._parts.undelivered.ifMade;
  }

  /** Where the files of large batches are listed; none before the first trigger with `batch`. */
  public get uploadManifests(): IBucket | undefined {
    return this._parts.uploads.manifests;
  }

  /** Where uploads in other accounts are told; none before the first trigger with `sourceAccounts`. */
  public get uploadEventBus(): IEventBus | undefined {
    return this._parts.uploads.eventBus;
  }

  /**
   * What the policy of `encryptionKey` must say for what there is so far, beside the account's own policies that the
   * roles here bear. A key that CDK makes says it already. None without a key.
   */
  public get keyPolicyStatements(): PolicyStatement[] {
    const { encryptionKey } = this._parts;
    return encryptionKey === undefined ? [] : keyPolicyStatements(encryptionKey);
  }

  /**
   * Triggers a DAG for each object that is written to a bucket, or for each batch of them.
   *
   * @throws Error of one line: the option, its value, and what it may be
   */
  public addUploadTrigger(id: string, options: UploadTriggerOptions): UploadTrigger {
    return this.told(this._parts.uploads.add(this, id, options));
  }

  /**
   * Queues a command on a schedule.
   *
   * @throws Error when the schedule's name is taken, or an option is none that may be
   */
  public addSchedule(id: string, options: CommandScheduleOptions): CommandSchedule {
    return this.told(this._parts.schedules.add(id, options));
  }

  /**
   * Queues a command for each event of an event bus that matches a pattern.
   *
   * @throws Error when the trigger's name is taken, or an option is none that may be
   */
  public addEventTrigger(id: string, options: EventTriggerOptions): EventTrigger {
    return this.told(this._parts.events.add(id, options));
  }

  /**
   * Adds outputs to the stack by which the command line `mwaaq` finds the queue, and people find its parts: the queues,
   * the records, the logs, the functions of upload triggers and so on. What is added later is included.
   *
   * @param prefix begins the outputs' names, where a stack has several queues: at most 64 letters and digits, the first
   *   a capital letter. By default none
   * @throws Error when the prefix is none that may be, or the stack has outputs with it already
   */
  public addOutputs(prefix = ''): void {
    this.outputs.add(prefix);
  }

  /** What was made, once the outputs tell of it. */
  private told<Made>(made: Made): Made {
    this.outputs.refresh();
    return made;
  }
}
