import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { LazyQueue } from '../queues/lazy-queue';
import { SourceNames } from '../sources/source-names';
import type { SourceParts } from '../sources/source-parts';
import { EventTrigger, type EventTriggerOptions } from './event-trigger';

/** The event triggers of one environment. Their dead-letter queue is made with the first of them. */
export class EventSources {
  private readonly names = new SourceNames('event trigger');
  private readonly deadLetters: LazyQueue;

  /** @param scope holds all that is made */
  constructor(
    private readonly scope: Construct,
    private readonly parts: SourceParts,
  ) {
    this.deadLetters = new LazyQueue(scope, 'EventDeadLetters', parts.encryptionKey, (queue) => {
      parts.monitoring.watchEvents(queue);
      parts.redrive.add('movable', queue);
    });
  }

  /** Keeps events that could not be queued as commands; none before the first trigger. */
  public get deadLetterQueue(): IQueue | undefined {
    return this.deadLetters.ifMade;
  }

  /** @throws Error when the trigger's name is taken, or an option is none that may be */
  public add(id: string, options: EventTriggerOptions): EventTrigger {
    this.names.take(options.triggerName ?? id);
    const trigger = new EventTrigger(this.scope, id, {
      ...options,
      environmentName: this.parts.environmentName,
      queue: this.parts.queue,
      deadLetterQueue: this.deadLetters.need(),
      undeliveredEventQueue: this.parts.undelivered.need(),
      encryptionKey: this.parts.encryptionKey,
      logRetention: this.parts.logRetention,
    });
    this.parts.redrive.add('target', trigger.eventsQueue);
    this.parts.senders.addOwn(trigger.handler.role, options.command);
    this.parts.monitoring.watchEventTrigger(trigger);
    return trigger;
  }
}
