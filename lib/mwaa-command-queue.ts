import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Grant,
  type IGrantable,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RUNNER_VARIABLES } from '../lambda/contract/environment-variables';
import { DEFAULT_ALLOWED_COMMANDS } from '../lambda/contract/verbs';
import {
  checkAirflowVersion,
  checkAllowedCommands,
  checkEnvironmentName,
  checkPatience,
} from './checks';
import { CommandSchedule, type CommandScheduleOptions } from './command-schedule';
import { nodeFunction } from './node-function';
import { fitTimeouts } from './timeouts';
import { checkNoOverlap, type UploadFilter } from './upload-filters';
import { UploadTrigger, type UploadTriggerOptions } from './upload-trigger';

export interface MwaaCommandQueueProps {
  /** The MWAA environment's name. It need not be in this app, but in the stack's account and region. */
  readonly environmentName: string;

  /**
   * The environment's Airflow version, for example `2.11.2`.
   *
   * @default - the runner asks MWAA (GetEnvironment) and keeps the answer ten minutes
   */
  readonly airflowVersion?: string;

  /**
   * The verbs that may be run, in today's spelling, for example `dags list`. Whoever may send one of
   * them acts as an Airflow admin as far as the verb goes.
   *
   * @default - dags list-runs, pause, state, trigger and unpause; tasks states-for-dag-run; version
   */
  readonly allowedCommands?: string[];

  /**
   * How long a trigger waits for a DAG that Airflow does not know yet, counted from its first try: a
   * new DAG file takes a while to be parsed. The commands behind it wait as well. At most a day.
   *
   * @default - not at all: it fails at once
   */
  readonly unknownDagPatience?: Duration;

  /**
   * How long to wait for the web server's answer to one command: 5 to 425 seconds.
   *
   * @default Duration.seconds(65)
   */
  readonly commandTimeout?: Duration;

  /**
   * The runner function's time-out: at least 50 seconds and twice `commandTimeout`, at most 15 minutes.
   *
   * @default - the least that fits
   */
  readonly runnerTimeout?: Duration;

  /**
   * The commands queue's visibility time-out: at least six times `runnerTimeout`, at most 12 hours.
   *
   * @default - the least that fits
   */
  readonly visibilityTimeout?: Duration;
}

/** How often SQS hands a message out before it gives up: a backstop, the runner decides long before. */
const MAX_RECEIVE_COUNT = 1000;

/**
 * Runs Airflow commands on one MWAA environment, one at a time and in order: a FIFO queue, its
 * dead-letter queue and the function that runs what is queued.
 */
export class MwaaCommandQueue extends Construct {
  /** The MWAA environment's name, which is also the message group id to send with. */
  public readonly environmentName: string;

  /** Where commands are sent. */
  public readonly queue: Queue;

  /** Where commands end that failed, were refused, or may or may not have run. */
  public readonly deadLetterQueue: Queue;

  /** The function that runs the commands. */
  public readonly runner: LambdaFunction;

  private scheduleDeadLetters: Queue | undefined;
  private uploadDeadLetters: Queue | undefined;
  private readonly scheduleNames = new Set<string>();
  private readonly uploadFilters: UploadFilter[] = [];
  private scheduleRole: Role | undefined;

  constructor(scope: Construct, id: string, props: MwaaCommandQueueProps) {
    super(scope, id);
    checkEnvironmentName(props.environmentName);
    checkAirflowVersion(props.airflowVersion);
    const allowedCommands = props.allowedCommands ?? [...DEFAULT_ALLOWED_COMMANDS];
    checkAllowedCommands(allowedCommands);
    checkPatience(props.unknownDagPatience);
    const timeouts = fitTimeouts(props);

    this.environmentName = props.environmentName;
    this.deadLetterQueue = this.createQueue('DeadLetters', { fifo: true });
    this.queue = this.createQueue('Commands', {
      fifo: true,
      // A hash of the body would silently drop the third of "pause, unpause, pause".
      contentBasedDeduplication: false,
      visibilityTimeout: timeouts.visibility,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    this.runner = nodeFunction(this, 'Runner', {
      bundle: 'runner',
      description: `Runs Airflow commands on the MWAA environment ${props.environmentName}`,
      timeout: timeouts.runner,
      environment: {
        [RUNNER_VARIABLES.environmentName]: props.environmentName,
        [RUNNER_VARIABLES.allowedCommands]: allowedCommands.join(','),
        [RUNNER_VARIABLES.commandTimeoutMs]: String(timeouts.command.toMilliseconds()),
        [RUNNER_VARIABLES.unknownDagPatienceMs]: String(
          props.unknownDagPatience?.toMilliseconds() ?? 0,
        ),
        [RUNNER_VARIABLES.queueUrl]: this.queue.queueUrl,
        [RUNNER_VARIABLES.deadLetterQueueUrl]: this.deadLetterQueue.queueUrl,
        ...(props.airflowVersion === undefined
          ? {}
          : { [RUNNER_VARIABLES.airflowVersion]: props.airflowVersion }),
      },
    });
    this.allowRunner();
  }

  /** Keeps firings of schedules that could not be queued; none before the first `addSchedule`. */
  public get scheduleDeadLetterQueue(): IQueue | undefined {
    return this.scheduleDeadLetters;
  }

  /** Keeps events of uploads that could not be queued; none before the first `addUploadTrigger`. */
  public get uploadDeadLetterQueue(): IQueue | undefined {
    return this.uploadDeadLetters;
  }

  /** Triggers a DAG for each object that is written to a bucket. */
  public addUploadTrigger(id: string, options: UploadTriggerOptions): UploadTrigger {
    checkNoOverlap(options, this.uploadFilters);
    this.uploadFilters.push(options);
    this.uploadDeadLetters ??= this.createQueue('UploadDeadLetters', {});
    return new UploadTrigger(this, id, {
      ...options,
      environmentName: this.environmentName,
      queue: this.queue,
      deadLetterQueue: this.uploadDeadLetters,
    });
  }

  /** Queues a command on a schedule. */
  public addSchedule(id: string, options: CommandScheduleOptions): CommandSchedule {
    const name = options.scheduleName ?? id;
    if (this.scheduleNames.has(name)) {
      throw new Error(
        `schedule name ${JSON.stringify(name)} is taken: two schedules of one name would send the same deduplication id, and SQS would drop one`,
      );
    }
    this.scheduleNames.add(name);
    this.scheduleDeadLetters ??= this.createQueue('ScheduleDeadLetters', {});
    this.scheduleRole ??= this.createScheduleRole();
    return new CommandSchedule(this, id, {
      ...options,
      environmentName: this.environmentName,
      queue: this.queue,
      deadLetterQueue: this.scheduleDeadLetters,
      role: this.scheduleRole,
    });
  }

  /**
   * Allows sending commands (`sqs:SendMessage`, `sqs:GetQueueAttributes`, `sqs:GetQueueUrl`). IAM cannot
   * tell commands apart: who may send may send all of `allowedCommands`.
   */
  public grantSend(grantee: IGrantable): Grant {
    return this.queue.grantSendMessages(grantee);
  }

  private createQueue(id: string, props: QueueProps): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...props,
    });
  }

  /** For schedules of this account's default group only, so that no one else's can borrow it. */
  private createScheduleRole(): Role {
    const stack = Stack.of(this);
    const group = { service: 'scheduler', resource: 'schedule-group', resourceName: 'default' };
    return new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn(group),
          },
        },
      }),
    });
  }

  private allowRunner(): void {
    this.runner.addToRolePolicy(
      new PolicyStatement({
        actions: ['airflow:CreateCliToken', 'airflow:GetEnvironment'],
        resources: [
          Stack.of(this).formatArn({
            service: 'airflow',
            resource: 'environment',
            resourceName: this.environmentName,
          }),
        ],
      }),
    );
    this.deadLetterQueue.grantSendMessages(this.runner);
    this.runner.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 1, reportBatchItemFailures: true }),
    );
  }
}
