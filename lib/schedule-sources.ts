import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  CommandSchedule,
  type CommandScheduleOptions,
  type CommandScheduleProps,
} from './command-schedule';
import { createQueue } from './queues';
import { createScheduleRole } from './schedule-role';
import { SourceNames } from './source-names';

/** What every source of an environment's commands is told. */
export type SourceTarget = Pick<CommandScheduleProps, 'environmentName' | 'queue'>;

/** What all schedules of an environment share. */
interface Shared {
  readonly deadLetterQueue: IQueue;
  readonly role: IRole;
}

/** The schedules of one environment. What they share is made with the first of them. */
export class ScheduleSources {
  private readonly names = new SourceNames('schedule');
  private shared: Shared | undefined;

  /**
   * @param scope holds all that is made
   * @param watch told of the dead-letter queue when it is made
   */
  constructor(
    private readonly scope: Construct,
    private readonly target: SourceTarget,
    private readonly watch: (deadLetterQueue: IQueue) => void,
  ) {}

  /** Keeps firings that could not be queued; none before the first schedule. */
  public get deadLetterQueue(): IQueue | undefined {
    return this.shared?.deadLetterQueue;
  }

  /** @throws Error when the schedule's name is taken, or an option is none that may be */
  public add(id: string, options: CommandScheduleOptions): CommandSchedule {
    this.names.take(options.scheduleName ?? id);
    this.shared ??= this.makeShared();
    return new CommandSchedule(this.scope, id, { ...options, ...this.target, ...this.shared });
  }

  private makeShared(): Shared {
    const deadLetterQueue = createQueue(this.scope, 'ScheduleDeadLetters');
    this.watch(deadLetterQueue);
    return { deadLetterQueue, role: createScheduleRole(this.scope, 'ScheduleRole') };
  }
}
