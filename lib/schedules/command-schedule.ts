import { type Duration, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkEnvironmentName } from '../checks';
import { checkDuration, checkFlags, secondsOf, wrongType } from '../checks/value-checks';
import { type AirflowCommand, checkCommand } from '../commands/airflow-command';
import { checkCommandsQueue, checkStandardQueue } from '../queues/queue-checks';
import { allowKeys } from '../queues/queue-rights';
import { checkSourceName } from '../sources/source-names';
import { faultOfTimes, timeWindow } from './schedule-times';

/** When to queue what. */
export interface CommandScheduleOptions {
  /** When to queue the command; times are UTC unless the expression names a time zone. */
  readonly schedule: ScheduleExpression;

  /** What to queue. */
  readonly command: AirflowCommand;

  /**
   * The schedule's name in message ids and run ids: 1 to 64 of `A-Z a-z 0-9 _ . -`.
   *
   * @default - the construct's id
   */
  readonly scheduleName?: string;

  /**
   * Not before this time. A rate counts from here, and fires at it first. Scheduler takes none that is
   * more than five minutes past when the schedule is created.
   *
   * @default - from when it is deployed: a rate fires at once, then counts from there
   */
  readonly start?: Date;

  /**
   * Not after this time.
   *
   * @default - without end
   */
  readonly end?: Date;

  /**
   * Each firing comes at some moment within so long after its time, which spreads the load: whole minutes,
   * from 1 minute to 24 hours. The message still bears the time itself.
   *
   * @default - at its time, within Scheduler's precision of a minute
   */
  readonly flexibleWindow?: Duration;

  /**
   * Whether the schedule is there and does not fire.
   *
   * @default false
   */
  readonly paused?: boolean;

  /**
   * A firing that is older than this when its turn comes is dropped, not run. Counted from the time that it
   * was due; at least a minute more than `flexibleWindow`, at most 14 days.
   *
   * @default - it waits for its turn however long that takes
   */
  readonly expiresAfter?: Duration;
}

/** A schedule, and where it sends. */
export interface CommandScheduleProps extends CommandScheduleOptions {
  /** The environment's name, which is the message group. */
  readonly environmentName: string;

  /** The commands queue. */
  readonly queue: IQueue;

  /** Keeps firings that could not be queued. A standard queue: EventBridge Scheduler takes no other. */
  readonly deadLetterQueue: IQueue;

  /** What Scheduler acts as. Left to itself, CDK gives all schedules of a stack one role. */
  readonly role: IRole;
}

/** When a firing was due, in ISO 8601: the same for every delivery of one firing. */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/**
 * Queues a command on a schedule, each firing exactly once. EventBridge Scheduler sends straight to
 * the queue, since its universal target, unlike a rule, can set the deduplication id.
 */
export class CommandSchedule extends Construct {
  /** The schedule itself. */
  public readonly schedule: Schedule;

  /** @throws Error when the name is none that may be, or the times do not fit together */
  constructor(scope: Construct, id: string, props: CommandScheduleProps) {
    super(scope, id);
    const name = props.scheduleName ?? id;
    checkSourceName('schedule', name);
    checkParts(props);
    const fault = faultOfTimes(props);
    if (fault !== undefined) throw new Error(`schedule ${JSON.stringify(name)}: ${fault}`);
    const firing = `${name}/${SCHEDULED_TIME}`;
    this.schedule = new Schedule(this, 'Schedule', {
      schedule: props.schedule,
      start: props.start,
      end: props.end,
      timeWindow: timeWindow(props.flexibleWindow),
      enabled: !props.paused,
      description: `Queues an Airflow command for the MWAA environment ${props.environmentName}`,
      target: new Universal({
        service: 'sqs',
        action: 'sendMessage',
        role: props.role,
        deadLetterQueue: props.deadLetterQueue,
        policyStatements: [
          new PolicyStatement({
            actions: ['sqs:SendMessage'],
            resources: [props.queue.queueArn],
          }),
        ],
        input: ScheduleTargetInput.fromObject({
          QueueUrl: props.queue.queueUrl,
          // Not JSON.stringify: a number that is known only at deployment is none yet.
          MessageBody: Stack.of(this).toJsonString({
            ...props.command.fields,
            id: firing,
            source: 'schedule',
            ...expiry(props.expiresAfter),
          }),
          MessageGroupId: props.environmentName,
          MessageDeduplicationId: firing,
        }),
      }),
    });
    allowKeys(props.role, props.queue, props.deadLetterQueue);
    // With the policy of its rights: a rate fires as soon as it is deployed.
    this.schedule.node.addDependency(props.role);
  }
}

/** Checks the types of what it is made of, and the kinds of its queues. */
function checkParts(props: CommandScheduleProps): void {
  const { schedule, flexibleWindow, expiresAfter } = props;
  checkEnvironmentName(props.environmentName);
  checkCommandsQueue(props.queue);
  checkStandardQueue('deadLetterQueue', props.deadLetterQueue);
  checkFlags({ paused: props.paused });
  // Scheduler's own TimeWindow would take a token for a number, and refuse it.
  if (flexibleWindow !== undefined) secondsOf('flexibleWindow', flexibleWindow);
  if (expiresAfter !== undefined) checkDuration('expiresAfter', expiresAfter);
  checkCommand(props.command);
  if (typeof Object(schedule).expressionString === 'string') return;
  throw wrongType(
    'schedule',
    schedule,
    "a ScheduleExpression, for example ScheduleExpression.expression('rate(1 day)')",
  );
}

/** Counted from when it was due, not from when SQS got it: Scheduler itself may have been late. */
function expiry(after: Duration | undefined): object {
  if (after === undefined) return {};
  return { expires: { after: after.toSeconds(), since: SCHEDULED_TIME } };
}
