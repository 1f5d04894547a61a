import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MESSAGE_RETENTION } from '../queues/queues';
import type { OutcomeEvents } from '../records/outcome-events';
import { commandMetric, timeToDrain } from './command-metrics';
import { polls } from './queue-polls';
import { SourceAlarms, type SourceAlarmsProps } from './source-alarms';

export interface CommandAlarmsProps extends SourceAlarmsProps {
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly events: OutcomeEvents;
  readonly runner: LambdaFunction;
  /** The longest that what is queued may take. */
  readonly maxDrainTime: Duration;
}

/** The alarms of one environment. */
export class CommandAlarms extends SourceAlarms {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CommandAlarmsProps,
  ) {
    super(scope, id, props);
    this.watchDeadLetters();
    this.watchEnvironment();
    this.watchQueue();
    this.watchOutcomes();
    this.watchRunner();
  }

  private watchDeadLetters(): void {
    this.whenNotEmpty('DeadLettersWaiting', this.props.deadLetterQueue, {
      happened: `Commands for ${this.environmentName} failed, were refused, or may or may not have run`,
      remedy:
        'read the reasons in the dead-letter queue, and send the commands back or delete them',
      heading: 'Dead letters waiting',
    });
    // Among the dead letters, and yet its own: whoever sends those back unread runs these twice.
    const period = Duration.hours(1);
    this.add('OutcomeUnknown', commandMetric(this.environmentName, 'unknown', { period }), {
      happened: `Commands for ${this.environmentName} may or may not have run`,
      remedy: 'look in Airflow whether they ran, before their dead letters are sent back',
      heading: 'Outcome unknown',
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

  private watchQueue(): void {
    const { environmentName, queue, maxDrainTime } = this.props;
    this.whenOld('OldestCommandWaits', queue, {
      happened: `A command for ${environmentName} has waited more than a day, and after ${MESSAGE_RETENTION.toDays()} days SQS forgets it`,
      remedy: 'see what holds the queue up, and send less or clear the way',
      heading: 'Oldest command waits too long',
    });
    this.add('DrainTakesTooLong', timeToDrain(environmentName, queue), {
      threshold: maxDrainTime.toSeconds(),
      // A single slow command, or a burst that is dealt with, is no backlog.
      evaluationPeriods: 3,
      happened: `What is queued for ${environmentName} takes too long to run, one command at a time`,
      remedy: 'see who sends so much, and have it send less, such as one run for many files',
      heading: 'Queue takes too long to drain',
    });
    this.add('QueueNotPolled', polls(queue), {
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 3,
      // A new queue has no data before something polls it, and is left alone; one that was not polled for six hours
      // has none any more, and stays as it was found.
      treatMissingData: TreatMissingData.IGNORE,
      happened: `Nothing receives the commands for ${environmentName}, and they wait`,
      remedy: "switch the runner's event source mapping on again, unless it is off on purpose",
      heading: 'Queue not polled',
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
    this.add('RunnerThrottled', runner.metricThrottles(), {
      // Lambda tries again by itself: a burst of others in the account passes.
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      happened: `Lambda does not start the runner of ${environmentName}, and the commands wait`,
      remedy: 'give the account, or the function, more concurrency, or stop what uses it up',
      heading: 'Runner throttled',
    });
  }
}
