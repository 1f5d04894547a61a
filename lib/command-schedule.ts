import { Token } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AirflowCommand } from './airflow-command';

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

  /** @throws Error when the name is none that may be */
  constructor(scope: Construct, id: string, props: CommandScheduleProps) {
    super(scope, id);
    const name = props.scheduleName ?? id;
    checkName(name);
    const firing = `${name}/${SCHEDULED_TIME}`;
    this.schedule = new Schedule(this, 'Schedule', {
      schedule: props.schedule,
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
          MessageBody: JSON.stringify({ ...props.command.fields, id: firing, source: 'schedule' }),
          MessageGroupId: props.environmentName,
          MessageDeduplicationId: firing,
        }),
      }),
    });
  }
}

/** 64 characters, a slash and the time stay well under SQS's 128. */
function checkName(name: string): void {
  if (Token.isUnresolved(name) || /^[A-Za-z0-9_.-]{1,64}$/.test(name)) return;
  throw new Error(
    `schedule name ${JSON.stringify(name)} has ${name.length} characters: use 1 to 64 of A-Z a-z 0-9 _ . -`,
  );
}
