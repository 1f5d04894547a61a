import { Duration } from 'aws-cdk-lib';
import { Dashboard, type GraphWidget, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import type { OutcomeEvents } from '../records/outcome-events';
import {
  type CommandParts,
  failureGraphs,
  timeGraphs,
  visible,
  waitingGraphs,
} from './dashboard-graphs';
import { AlarmStates, graphs, question, text } from './dashboard-widgets';
import { REPOSITORY_URL } from './repository';
import { RUNBOOK_URL } from './runbook';

export interface CommandDashboardProps extends CommandParts {
  readonly events: OutcomeEvents;
  /** All that there are when it is called. */
  readonly alarms: () => IAlarm[];
  /** @default - the project's own */
  readonly runbookUrl?: string;
}

/** A trigger, as it is watched. */
export interface WatchedTrigger extends IConstruct {
  readonly triggerName: string;
  readonly eventsQueue: IQueue;
  readonly handler: LambdaFunction;
}

/** One environment at a look: is it healthy, what waits, what failed, how long does it take, and its parts. */
export class CommandDashboard extends Dashboard {
  private readonly deadLetters: GraphWidget | undefined;
  private triggers: readonly GraphWidget[] = [];

  constructor(scope: Construct, id: string, props: CommandDashboardProps) {
    super(scope, id, { defaultInterval: Duration.hours(12) });
    this.addWidgets(title(props));
    this.addWidgets(question('Is it healthy?'));
    this.addWidgets(new AlarmStates('Alarms', props.alarms));
    this.addWidgets(question('What is waiting?'));
    this.addWidgets(...graphs(...waitingGraphs(props)));
    this.addWidgets(question('What failed?'));
    this.addWidgets(...graphs(...failureGraphs(props)));
    this.addWidgets(question('How long does it take?'));
    this.addWidgets(...graphs(...timeGraphs(props)));
    this.addWidgets(question('How are the parts?'));
    const parts = graphs(
      { title: 'What the parts could not pass on', unit: 'messages' },
      {
        title: 'Outcome events that could not be announced yet',
        unit: 'tries',
        metrics: [props.events.metricFailed(Duration.minutes(5)).with({ label: 'failed' })],
      },
    );
    this.addWidgets(...parts);
    this.deadLetters = parts[0];
    this.addDeadLetters('outcome events', props.events.deadLetterQueue);
  }

  /** Shows the queue of what a part could not pass on. */
  public addDeadLetters(label: string, queue: IQueue): void {
    this.deadLetters?.addLeftMetric(visible(label, queue));
  }

  /** Shows how a trigger's queue and function do, beside those of the others. */
  public addTrigger({ triggerName: label, eventsQueue, handler }: WatchedTrigger): void {
    if (this.triggers.length === 0) this.addTriggers();
    const [waiting, oldest, errors] = this.triggers;
    waiting?.addLeftMetric(visible(label, eventsQueue));
    oldest?.addLeftMetric(eventsQueue.metricApproximateAgeOfOldestMessage({ label }));
    errors?.addLeftMetric(handler.metricErrors({ label }));
  }

  private addTriggers(): void {
    this.triggers = graphs(
      { title: 'Events waiting, by trigger', unit: 'events' },
      { title: 'Age of the oldest event, by trigger', unit: 'seconds' },
      { title: 'Errors of the function, by trigger', unit: 'errors' },
    );
    this.addWidgets(...this.triggers);
  }
}

function title({ environmentName, runbookUrl = RUNBOOK_URL }: CommandDashboardProps) {
  const guide = `${REPOSITORY_URL}/blob/main/docs/monitoring.md#dashboard`;
  return text(
    `# Airflow commands on ${environmentName}\n[What each row answers](${guide}) · [What to do about each alarm](${runbookUrl})`,
    2,
  );
}
