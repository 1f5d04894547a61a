import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EventTrigger, type EventTriggerOptions } from './event-trigger';
import { createQueue } from './queues';
import type { SourceTarget } from './schedule-sources';
import { SourceNames } from './source-names';

/** The event triggers of one environment. Their dead-letter queue is made with the first of them. */
export class EventSources {
  private readonly names = new SourceNames('event trigger');
  private deadLetters: IQueue | undefined;

  /**
   * @param scope holds all that is made
   * @param watch told of the dead-letter queue when it is made
   */
  constructor(
    private readonly scope: Construct,
    private readonly target: SourceTarget,
    private readonly watch: (deadLetterQueue: IQueue) => void,
  ) {}

  /** Keeps events that could not be queued as commands; none before the first trigger. */
  public get deadLetterQueue(): IQueue | undefined {
    return this.deadLetters;
  }

  /** @throws Error when the trigger's name is taken, or an option is none that may be */
  public add(id: string, options: EventTriggerOptions): EventTrigger {
    this.names.take(options.triggerName ?? id);
    this.deadLetters ??= this.makeDeadLetters();
    const deadLetterQueue = this.deadLetters;
    return new EventTrigger(this.scope, id, { ...options, ...this.target, deadLetterQueue });
  }

  private makeDeadLetters(): IQueue {
    const queue = createQueue(this.scope, 'EventDeadLetters');
    this.watch(queue);
    return queue;
  }
}
