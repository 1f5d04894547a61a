import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_TRIGGER_VARIABLES } from '../../lambda/contract/environment-variables';
import { checkEnvironmentName } from '../checks';
import { checkBus } from '../checks/event-bus';
import type { AirflowCommand } from '../commands/airflow-command';
import { eventsMapping } from '../functions/events-mapping';
import { nodeFunction } from '../functions/node-function';
import { writeRule } from '../functions/rule-variable';
import { checkKey } from '../keys/own-key';
import { checkCommandsQueue, checkStandardQueue } from '../queues/queue-checks';
import { allowSend } from '../queues/queue-rights';
import { queueTarget } from '../queues/queue-target';
import { createEventsQueue } from '../queues/queues';
import { checkSourceName } from '../sources/source-names';
import { checkPattern, checkPlaceholders } from './event-command';

/** Which events queue what. */
export interface EventTriggerOptions {
  /** The events, for example `{ source: ['aws.ec2'] }`. At least one field. */
  readonly eventPattern: EventPattern;

  /**
   * What to queue for each event. In the texts of a trigger's `conf`, `{id}`, `{source}`, `{detail-type}`,
   * `{account}`, `{time}`, `{region}`, `{resources}`, `{detail}` and `{detail.<path>}` stand for what the event
   * has, and `{{` and `}}` for braces; without `conf` the run gets the whole event as `event`. A text or argv
   * is queued as it is.
   */
  readonly command: AirflowCommand;

  /**
   * The trigger's name in run ids: 1 to 64 of `A-Z a-z 0-9 _ . -`. Another name makes other ids, under which an
   * event that was delivered before is another one.
   *
   * @default - the construct's id
   */
  readonly triggerName?: string;

  /**
   * Where the events are: a bus in the stack's account and region.
   *
   * @default - the account's default event bus
   */
  readonly eventBus?: IEventBus;
}

/** An event trigger, and where it sends. */
export interface EventTriggerProps extends EventTriggerOptions {
  /** The environment's name, which is the message group. */
  readonly environmentName: string;

  /** The commands queue. */
  readonly queue: IQueue;

  /** Keeps the events that could not be queued as commands. A standard queue. */
  readonly deadLetterQueue: IQueue;

  /**
   * Keeps the events that EventBridge itself could not deliver: another standard queue, since SQS moves only such
   * messages back that it has itself moved to a dead-letter queue. Its policy lets EventBridge send; the trigger adds
   * nothing to it.
   */
  readonly undeliveredEventQueue: IQueue;

  /**
   * Encrypts the trigger's queue and the function's log.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: IKey;

  /**
   * How long the function's log is kept.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays;
}

const TIMEOUT = Duration.seconds(30);

/** How long an event is tried again before it goes to the dead-letter queue: most outages are shorter. */
const PATIENCE = Duration.hours(6);

/**
 * Queues a command for each event that matches a pattern, exactly once. A rule cannot set a FIFO queue's
 * deduplication id, so it sends to a queue of its own, and a function sends on from there.
 */
export class EventTrigger extends Construct {
  /** The name that stands in all ids that the trigger gives. */
  public readonly triggerName: string;

  /** The rule that picks the events. */
  public readonly rule: Rule;

  /** Where the rule puts them. */
  public readonly eventsQueue: Queue;

  /** The function that turns them into commands. */
  public readonly handler: LambdaFunction;

  /** @throws Error when the name, the pattern, the bus or a placeholder is none that may be */
  constructor(scope: Construct, id: string, props: EventTriggerProps) {
    super(scope, id);
    this.triggerName = props.triggerName ?? id;
    checkSourceName('event trigger', this.triggerName);
    checkQueues(props);
    checkKey(props.encryptionKey, Stack.of(this));
    checkPattern(props.eventPattern);
    checkPlaceholders(props.command);
    if (props.eventBus !== undefined) {
      checkBus(props.eventBus, Stack.of(this), 'have its events forwarded to one here by a rule');
    }
    this.eventsQueue = createEventsQueue(this, 'Events', {
      functionTimeout: TIMEOUT,
      patience: PATIENCE,
      deadLetterQueue: props.deadLetterQueue,
      encryptionKey: props.encryptionKey,
    });
    this.handler = this.createHandler(props);
    this.rule = new Rule(this, 'Rule', {
      description: `Queues Airflow commands for the MWAA environment ${props.environmentName}`,
      eventBus: props.eventBus,
      eventPattern: props.eventPattern,
      targets: [queueTarget(this.eventsQueue, props.undeliveredEventQueue)],
    });
  }

  private createHandler(props: EventTriggerProps): LambdaFunction {
    const handler = nodeFunction(this, 'Function', {
      bundle: 'event-trigger',
      description: `Queues Airflow commands for events on the MWAA environment ${props.environmentName}`,
      timeout: TIMEOUT,
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      environment: {
        [EVENT_TRIGGER_VARIABLES.environmentName]: props.environmentName,
        [EVENT_TRIGGER_VARIABLES.queueUrl]: props.queue.queueUrl,
        [EVENT_TRIGGER_VARIABLES.rule]: writeRule(this, 'event trigger', {
          name: this.triggerName,
          fields: props.command.fields,
        }),
      },
    });
    allowSend(handler, props.queue);
    handler.addEventSource(eventsMapping(this.eventsQueue, { batchSize: 10 }));
    return handler;
  }
}

function checkQueues(props: EventTriggerProps): void {
  const { deadLetterQueue, undeliveredEventQueue } = props;
  checkEnvironmentName(props.environmentName);
  checkCommandsQueue(props.queue);
  checkStandardQueue('deadLetterQueue', deadLetterQueue);
  checkStandardQueue('undeliveredEventQueue', undeliveredEventQueue);
  if (undeliveredEventQueue !== deadLetterQueue) return;
  throw new Error(
    'undeliveredEventQueue is deadLetterQueue: give two, since SQS moves only those messages back that it has itself moved',
  );
}
