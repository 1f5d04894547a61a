import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { LazyQueue } from '../queues/lazy-queue';
import { SourceNames } from '../sources/source-names';
import type { SourceParts } from '../sources/source-parts';
import { CommandSchedule, type CommandScheduleOptions } from './command-schedule';
import { createScheduleRole } from './schedule-role';

/** The schedules of one environment. What they share is made with the first of them. */
export class ScheduleSources {
  private readonly names = new SourceNames('schedule');
  private readonly deadLetters: LazyQueue;
  private role: IRole | undefined;

  /** @param scope holds all that is made */
  constructor(
    private readonly scope: Construct,
    private readonly parts: SourceParts,
  ) {
    this.deadLetters = new LazyQueue(scope, 'ScheduleDeadLetters', parts.encryptionKey, (queue) => {
      parts.monitoring.watchSchedules(queue);
      parts.redrive.add('byHand', queue);
    });
  }

  /** Keeps firings that could not be queued; none before the first schedule. */
  public get deadLetterQueue(): IQueue | undefined {
    return this.deadLetters.ifMade;
  }

  /** @throws Error when the schedule's name is taken, or an option is none that may be */
  public add(id: string, options: CommandScheduleOptions): CommandSchedule {
    this.names.take(options.scheduleName ?? id);
    this.role ??= createScheduleRole(this.scope, 'ScheduleRole');
    this.parts.senders.addOwn(this.role, options.command);
    return new CommandSchedule(this.scope, id, {
      ...options,
      environmentName: this.parts.environmentName,
      queue: this.parts.queue,
      deadLetterQueue: this.deadLetters.need(),
      role: this.role,
    });
  }
}
