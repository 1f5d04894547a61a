import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlarmSet } from './alarm-set';
import { commandMetric } from './command-metrics';
import type { OutcomeEvents } from './outcome-events';
import { MESSAGE_RETENTION } from './queues';

export interface CommandAlarmsProps {
  /** The environment's name, for the descriptions, and as its metrics have it. */
  readonly environmentName: string;
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly events: OutcomeEvents;
  readonly runner: LambdaFunction;
  /** @default - no action */
  readonly topic?: ITopic;
}

/** The alarms of one environment. */
export class CommandAlarms extends AlarmSet {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CommandAlarmsProps,
  ) {
    super(scope, id, props.topic);
    this.watchDeadLetters();
    this.watchEnvironment();
    this.watchAge();
    this.watchOutcomes();
    this.watchRunner();
  }

  /** Watches for events of uploads that could not be queued. */
  public watchUploads(deadLetterQueue: IQueue): void {
    this.whenNotEmpty('UploadsNotQueued', deadLetterQueue, {
      happened: `Uploads did not trigger their DAGs on ${this.props.environmentName}`,
      remedy:
        "see why the upload trigger failed, and move what is in the uploads' dead-letter queue back",
      heading: 'Uploads not queued',
    });
  }

  /** Watches for events that EventBridge could not put into a trigger's queue. */
  public watchUndelivered(queue: IQueue): void {
    this.whenNotEmpty('EventsNotDelivered', queue, {
      happened: `EventBridge could not deliver events that queue commands for ${this.props.environmentName}`,
      remedy:
        "see in the messages' attributes why, then have uploads reconciled, and send other events to their queue",
      heading: 'Events not delivered',
    });
  }

  /** Watches for firings of schedules that could not be queued. */
  public watchSchedules(deadLetterQueue: IQueue): void {
    this.whenNotEmpty('SchedulesNotQueued', deadLetterQueue, {
      happened: `Scheduled commands for ${this.props.environmentName} were not queued`,
      remedy:
        "see why EventBridge Scheduler could not send them, and queue them from the schedules' dead-letter queue",
      heading: 'Schedule firings not queued',
    });
  }

  /** Watches for events that could not be queued as commands. */
  public watchEvents(deadLetterQueue: IQueue): void {
    this.whenNotEmpty('EventsNotQueued', deadLetterQueue, {
      happened: `Events did not become commands for ${this.props.environmentName}`,
      remedy:
        "see why the event trigger failed, and move what is in the events' dead-letter queue back",
      heading: 'Events not queued',
    });
  }

  /**
   * Watches for events that a trigger's function never receives: only what is received too often becomes a dead letter.
   * The timer of an open batch waits 12 hours at most.
   *
   * @param id the trigger's construct id
   */
  public watchEventsQueue(id: string, triggerName: string, queue: IQueue): void {
    this.whenOld(`EventsWait-${id}`, queue, {
      happened: `An event of the trigger ${triggerName} for ${this.props.environmentName} has waited more than a day, and after ${MESSAGE_RETENTION.toDays()} days SQS forgets it`,
      remedy: "see why the trigger's function does not take it",
      heading: 'Events wait too long',
    });
  }

  private watchDeadLetters(): void {
    this.whenNotEmpty('DeadLettersWaiting', this.props.deadLetterQueue, {
      happened: `Commands for ${this.props.environmentName} failed, were refused, or may or may not have run`,
      remedy:
        'read the reasons in the dead-letter queue, and send the commands back or delete them',
      heading: 'Dead letters waiting',
    });
  }

  private watchEnvironment(): void {
    const { environmentName } = this.props;
    const period = Duration.minutes(10);
    const troubles = commandMetric(environmentName, 'environmentTroubles', { period });
    this.add('EnvironmentHeld', troubles, {
      // The runner tries a held command at least every 20 minutes: five of wait, and its own time-out.
      // So lasting trouble shows in three of five periods, and a restart of a minute or two does not.
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      happened: `The MWAA environment ${environmentName} takes no commands, and all of them wait`,
      remedy:
        'see whether it is being updated, and otherwise mend what the held commands give as their reason',
      heading: 'Environment held',
    });
  }

  private watchAge(): void {
    this.whenOld('OldestCommandWaits', this.props.queue, {
      happened: `A command for ${this.props.environmentName} has waited more than a day, and after ${MESSAGE_RETENTION.toDays()} days SQS forgets it`,
      remedy: 'see what holds the queue up, and send less or clear the way',
      heading: 'Oldest command waits too long',
    });
  }

  private watchOutcomes(): void {
    const { environmentName, events } = this.props;
    const heading = 'Outcome events not delivered';
    this.whenNotEmpty('OutcomeEventsNotDelivered', events.deadLetterQueue, {
      happened: `Outcomes of commands for ${environmentName} were not announced on the event bus`,
      remedy: "see in the Pipe's log why, and tell who waits for them from the records",
      heading,
    });
    // Hours before it gives up on an event; and EventBridge may stop a Pipe that is always refused.
    this.add('OutcomeEventsLate', events.metricFailed(Duration.minutes(10)), {
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      happened: `Outcomes of commands for ${environmentName} cannot be announced on the event bus at present`,
      remedy: "see in the Pipe's log why, mend it, and start the Pipe if it was stopped",
      heading,
    });
  }

  private watchRunner(): void {
    const { environmentName, runner } = this.props;
    this.add('RunnerFails', runner.metricErrors({ period: Duration.minutes(30) }), {
      // A message whose runner died is handed out again by itself: once is no one's business.
      threshold: 1,
      happened: `The runner of ${environmentName} failed more than once in half an hour, and its command waits`,
      remedy: "read the error in the runner's log, and mend what it names",
      heading: 'Runner fails',
    });
  }
}
