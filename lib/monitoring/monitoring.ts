import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { MwaaCommandQueueProps } from '../mwaa-command-queue-props';
import type { OutcomeEvents } from '../records/outcome-events';
import { CommandAlarms } from './command-alarms';
import { CommandDashboard, type WatchedTrigger } from './command-dashboard';
import { CommandQueries } from './command-queries';
import type { CommandParts } from './dashboard-graphs';
import { checkMaxDrainTime, DEFAULT_MAX_DRAIN_TIME } from './drain-time';
import { checkRunbookUrl } from './runbook';

/** What is watched from the start. */
export interface MonitoredParts extends Omit<CommandParts, 'maxDrainTime'> {
  readonly events: OutcomeEvents;
}

/** What tells how an environment's queue does: alarms, a dashboard and queries of the logs. */
export class Monitoring {
  public readonly alarms: CommandAlarms;
  private readonly board: CommandDashboard | undefined;
  private readonly queries: CommandQueries;

  /**
   * @param scope holds all that is made
   * @throws Error of one line: the property, its value, and what it may be
   */
  constructor(scope: Construct, props: MwaaCommandQueueProps, watched: MonitoredParts) {
    const { alarmTopic: topic, runbookUrl, maxDrainTime = DEFAULT_MAX_DRAIN_TIME } = props;
    checkRunbookUrl(runbookUrl);
    checkMaxDrainTime(maxDrainTime);
    const parts = { ...watched, maxDrainTime, runbookUrl };
    this.alarms = new CommandAlarms(scope, 'Alarms', { ...parts, topic });
    this.queries = new CommandQueries(scope, 'Queries', watched);
    if (props.dashboard === false) return;
    const alarms = () => this.alarms.alarms;
    this.board = new CommandDashboard(scope, 'Dashboard', { ...parts, alarms });
  }

  /** None where it is not wanted. */
  public get dashboard(): Dashboard | undefined {
    return this.board;
  }

  /** Watches for events of uploads that could not be queued. */
  public watchUploads(deadLetterQueue: IQueue): void {
    this.alarms.watchUploads(deadLetterQueue);
    this.board?.addDeadLetters('uploads', deadLetterQueue);
  }

  /** Watches for events that EventBridge could not put into a trigger's queue. */
  public watchUndelivered(queue: IQueue): void {
    this.alarms.watchUndelivered(queue);
    this.board?.addDeadLetters('events not delivered', queue);
  }

  /** Watches for firings of schedules that could not be queued. */
  public watchSchedules(deadLetterQueue: IQueue): void {
    this.alarms.watchSchedules(deadLetterQueue);
    this.board?.addDeadLetters('firings of schedules', deadLetterQueue);
  }

  /** Watches for events that could not be queued as commands. */
  public watchEvents(deadLetterQueue: IQueue): void {
    this.alarms.watchEvents(deadLetterQueue);
    this.board?.addDeadLetters('events', deadLetterQueue);
  }

  /** Watches a trigger of uploads: its queue, its function and its log. */
  public watchUploadTrigger(trigger: WatchedTrigger): void {
    this.watchTrigger(trigger);
    this.queries.addUploadTrigger(trigger.handler);
  }

  /** Watches a trigger of events: its queue, its function and its log. */
  public watchEventTrigger(trigger: WatchedTrigger): void {
    this.watchTrigger(trigger);
    this.queries.addEventTrigger(trigger.handler);
  }

  private watchTrigger(trigger: WatchedTrigger): void {
    this.alarms.watchEventsQueue(trigger.node.id, trigger.triggerName, trigger.eventsQueue);
    this.board?.addTrigger(trigger);
  }
}
