import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { checkProps } from './checks';
import type { CommandSenderOptions } from './commands/command-sender';
import { CommandSenders } from './commands/command-senders';
import { EventSources } from './events/event-sources';
import type { EventTrigger, EventTriggerOptions } from './events/event-trigger';
import { keyPolicyStatements } from './keys/key-policy';
import { useKey } from './keys/own-key';
import { MeasuredQueue } from './measured-queue';
import { Monitoring } from './monitoring/monitoring';
import type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
import { RunnerNetwork } from './network/runner-network';
import { QueueOutputs } from './queue-outputs';
import type { LazyQueue } from './queues/lazy-queue';
import { createCommandsQueue, createDeadLetterQueue } from './queues/queues';
import { RedriveRights } from './queues/redrive-rights';
import { createRecordsTable, grantForget, grantRead } from './records/command-records';
import { OutcomeEvents } from './records/outcome-events';
import { CommandsMapping } from './runner/commands-mapping';
import { createRunner } from './runner/runner-function';
import { fitTimeouts } from './runner/timeouts';
import type { CommandSchedule, CommandScheduleOptions } from './schedules/command-schedule';
import { ScheduleSources } from './schedules/schedule-sources';
import { undeliveredEvents } from './sources/undelivered-events';
import { grantReadManifests } from './uploads/manifest-rights';
import { UploadSources } from './uploads/upload-sources';
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
export class MwaaCommandQueue extends MeasuredQueue {
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

  private readonly mapping: CommandsMapping;
  private readonly encryptionKey?: IKey;
  private readonly redrive = new RedriveRights();
  private readonly senders: CommandSenders;
  private readonly monitoring: Monitoring;
  private readonly undelivered: LazyQueue;
  private readonly uploads: UploadSources;
  private readonly schedules: ScheduleSources;
  private readonly events: EventSources;
  private readonly outputs: QueueOutputs;

  /** @throws Error of one line: the property, its value, and what it may be */
  constructor(scope: Construct, id: string, props: MwaaCommandQueueProps) {
    super(scope, id);
    checkProps(props);
    this.encryptionKey = useKey(this, props);
    const timeouts = fitTimeouts(props);

    this.environmentName = props.environmentName;
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetters', {
      fifo: true,
      encryptionMasterKey: props.encryptionKey,
    });
    this.queue = createCommandsQueue(this, 'Commands', this.deadLetterQueue, timeouts.visibility);
    this.redrive.add('movable', this.deadLetterQueue);
    this.redrive.add('target', this.queue);
    this.records = createRecordsTable(this, 'Records', props.encryptionKey);
    const network = props.vpc && new RunnerNetwork(this, 'Network', props.vpc, props);
    this.runnerSecurityGroup = network?.securityGroup;
    this.vpcEndpointSecurityGroup = network?.endpointSecurityGroup;
    this.senders = new CommandSenders(this, 'Senders', props);
    this.runner = createRunner(this, 'Runner', props, {
      queue: this.queue,
      deadLetterQueue: this.deadLetterQueue,
      records: this.records,
      timeouts,
      network,
      senders: this.senders,
    });
    this.mapping = new CommandsMapping(this.queue, this.runner);
    this.runnerEventSourceMappingId = this.mapping.id;
    const outcomes = new OutcomeEvents(this, 'OutcomeEvents', {
      environmentName: props.environmentName,
      records: this.records,
      eventBus: props.eventBus,
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
    });
    this.outcomeEventDeadLetterQueue = outcomes.deadLetterQueue;
    this.monitoring = new Monitoring(this, props, {
      environmentName: props.environmentName,
      queue: this.queue,
      deadLetterQueue: this.deadLetterQueue,
      runner: this.runner,
      events: outcomes,
    });
    this.undelivered = undeliveredEvents(this, 'UndeliveredEvents', props.encryptionKey, {
      monitoring: this.monitoring,
      redrive: this.redrive,
    });
    const parts = {
      environmentName: props.environmentName,
      queue: this.queue,
      undelivered: this.undelivered,
      monitoring: this.monitoring,
      redrive: this.redrive,
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      senders: this.senders,
    };
    this.uploads = new UploadSources(this, 'Uploads', {
      ...parts,
      recordRetention: props.recordRetention,
      manifestRetention: props.uploadManifestRetention,
    });
    this.schedules = new ScheduleSources(this, parts);
    this.events = new EventSources(this, parts);
    this.outputs = new QueueOutputs(this, this.uploads.functions);
  }

  /**
   * The alarms there are so far, for actions of one's own. The first `addUploadTrigger`, `addSchedule` and
   * `addEventTrigger` each add one, and so does the first trigger whose events come by EventBridge. Each upload or
   * event trigger has one more.
   */
  public get alarms(): Alarm[] {
    return this.monitoring.alarms.alarms;
  }

  /** Shows how the environment's commands, and all that queues them, do; none with `dashboard: false`. */
  public get dashboard(): Dashboard | undefined {
    return this.monitoring.dashboard;
  }

  /** Keeps firings of schedules that could not be queued; none before the first `addSchedule`. */
  public get scheduleDeadLetterQueue(): IQueue | undefined {
    return this.schedules.deadLetterQueue;
  }

  /** Keeps events of uploads that could not be queued; none before the first `addUploadTrigger`. */
  public get uploadDeadLetterQueue(): IQueue | undefined {
    return this.uploads.deadLetterQueue;
  }

  /** Keeps events that could not be queued as commands; none before the first `addEventTrigger`. */
  public get eventDeadLetterQueue(): IQueue | undefined {
    return this.events.deadLetterQueue;
  }

  /**
   * Keeps events that EventBridge could not deliver to a trigger's queue; none before the first
   * `addEventTrigger`, or the first upload trigger whose events come by EventBridge. A standard queue.
   */
  public get undeliveredEventQueue(): IQueue | undefined {
    return this.undelivered.ifMade;
  }

  /** Where the files of large batches are listed; none before the first trigger with `batch`. */
  public get uploadManifests(): IBucket | undefined {
    return this.uploads.manifests;
  }

  /** Where uploads in other accounts are told; none before the first trigger with `sourceAccounts`. */
  public get uploadEventBus(): IEventBus | undefined {
    return this.uploads.eventBus;
  }

  /**
   * What the policy of `encryptionKey` must say for what there is so far, beside the account's own policies that the
   * roles here bear. A key that CDK makes says it already. None without a key.
   */
  public get keyPolicyStatements(): PolicyStatement[] {
    return this.encryptionKey === undefined ? [] : keyPolicyStatements(this.encryptionKey);
  }

  /**
   * Triggers a DAG for each object that is written to a bucket, or for each batch of them.
   *
   * @throws Error of one line: the option, its value, and what it may be
   */
  public addUploadTrigger(id: string, options: UploadTriggerOptions): UploadTrigger {
    return this.told(this.uploads.add(this, id, options));
  }

  /**
   * Queues a command on a schedule.
   *
   * @throws Error when the schedule's name is taken, or an option is none that may be
   */
  public addSchedule(id: string, options: CommandScheduleOptions): CommandSchedule {
    return this.told(this.schedules.add(id, options));
  }

  /**
   * Queues a command for each event of an event bus that matches a pattern.
   *
   * @throws Error when the trigger's name is taken, or an option is none that may be
   */
  public addEventTrigger(id: string, options: EventTriggerOptions): EventTrigger {
    return this.told(this.events.add(id, options));
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

  /**
   * Allows sending commands (`sqs:SendMessage`, `sqs:GetQueueAttributes`, `sqs:GetQueueUrl`). IAM cannot
   * tell commands apart: who may send may send all of `allowedCommands`, unless there are `senders`, of whom it
   * must be one.
   */
  public grantSend(grantee: IGrantable): Grant {
    return this.queue.grantSendMessages(grantee);
  }

  /**
   * Adds to `senders`, for one that is made after the queue, such as the role of a function that is told its URL.
   *
   * @throws Error when the queue was made without `senders`, the sender is one of them already, or a verb is none of
   *   the queue's `allowedCommands`
   */
  public addSender(options: CommandSenderOptions): void {
    this.senders.add(options);
  }

  /**
   * Allows holding and releasing the environment, and seeing whether it is held (`lambda:UpdateEventSourceMapping`,
   * `lambda:GetEventSourceMapping`). IAM cannot tell one change of the mapping from another: who may hold may also
   * change its batch size or its filter, which deletes what it leaves out, but not the function that it invokes.
   */
  public grantHold(grantee: IGrantable): Grant {
    return this.mapping.grantHold(grantee);
  }

  /**
   * Allows reading the records, and the environment's history and dead letters by their indexes
   * (`dynamodb:GetItem`, `dynamodb:Query`).
   */
  public grantReadRecords(grantee: IGrantable): Grant {
    return grantRead(this.records, grantee);
  }

  /**
   * Allows reading the manifests of large batches (`s3:GetObject`), for the environment's execution role.
   *
   * @throws Error when no upload trigger with `batch` was added before
   */
  public grantReadManifests(grantee: IGrantable): Grant {
    const { manifests } = this.uploads;
    if (manifests !== undefined) return grantReadManifests(manifests, grantee);
    throw new Error('there are no manifests: add an upload trigger with batch first');
  }

  /**
   * Allows looking into all queues of what failed, having it run again, and deleting it, as the runbook does: on the
   * dead-letter queues of commands, uploads and events `sqs:StartMessageMoveTask`, `sqs:ListMessageMoveTasks` and
   * `sqs:CancelMessageMoveTask`; on these, and on those of schedules' firings and undelivered events, which SQS cannot
   * move, `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:GetQueueAttributes`; on the commands queue and the
   * triggers' queues `sqs:SendMessage`, `sqs:GetQueueAttributes` and `sqs:GetQueueUrl`; and `dynamodb:UpdateItem` of
   * what a record says of its dead letter, which `mwaaq failed drop` takes away. With `encryptionKey` also
   * `kms:Decrypt` and `kms:GenerateDataKey`, through SQS and DynamoDB. What is added later is included. Who may do so
   * may send any command, as with `grantSend`. Not the queue of unannounced outcomes.
   *
   * @param grantee of this account: SQS moves nothing for another
   */
  public grantRedrive(grantee: IGrantable): Grant {
    return this.redrive.grant(grantee).combine(grantForget(this.records, grantee));
  }

  /** What was made, once the outputs tell of it. */
  private told<Made>(made: Made): Made {
    this.outputs.refresh();
    return made;
  }
}
