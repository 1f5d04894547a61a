import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MESSAGE_RETENTION } from '../queues/queues';
import { AlarmSet, type AlarmSetProps } from './alarm-set';

export interface SourceAlarmsProps extends AlarmSetProps {
  /** The environment's name, for the descriptions. */
  readonly environmentName: string;
}

/** The alarms of what queues commands: added with the first trigger or schedule that needs them. */
export class SourceAlarms extends AlarmSet {
  protected readonly environmentName: string;

  constructor(scope: Construct, id: string, props: SourceAlarmsProps) {
    super(scope, id, props);
    this.environmentName = props.environmentName;
  }

  /** Watches for events of uploads that could not be queued. */
  public watchUploads(deadLetterQueue: IQueue): void {
    this.whenNotEmpty('UploadsNotQueued', deadLetterQueue, {
      happened: `Uploads did not trigger their DAGs on ${this.environmentName}`,
      remedy:
        "see why the upload trigger failed, and move what is in the uploads' dead-letter queue back",
      heading: 'Uploads not queued',
    });
  }

  /** Watches for events that EventBridge could not put into a trigger's queue. */
  public watchUndelivered(queue: IQueue): void {
    this.whenNotEmpty('EventsNotDelivered', queue, {
      happened: `EventBridge could not deliver events that queue commands for ${this.environmentName}`,
      remedy:
        "see in the messages' attributes why, then have uploads reconciled, and send other events to their queue",
      heading: 'Events not delivered',
    });
  }

  /**
   * Watches for firings of schedules that could not be queued. What EventBridge Scheduler itself counts would not do:
   * its metrics are those of a whole schedule group, which others use too.
   */
  public watchSchedules(deadLetterQueue: IQueue): void {
    this.whenNotEmpty('SchedulesNotQueued', deadLetterQueue, {
      happened: `Scheduled commands for ${this.environmentName} were not queued`,
      remedy:
        "see why EventBridge Scheduler could not send them, and queue them from the schedules' dead-letter queue",
      heading: 'Schedule firings not queued',
    });
  }

  /** Watches for events that could not be queued as commands. */
  public watchEvents(deadLetterQueue: IQueue): void {
    this.whenNotEmpty('EventsNotQueued', deadLetterQueue, {
      happened: `Events did not become commands for ${this.environmentName}`,
      remedy:
        "see why the event trigger failed, and move what is in the events' dead-letter queue back",
      heading: 'Events not queued',
    });
  }

  /**
   * Watches for events that a trigger's function never receives: only what is received too often becomes a dead letter.
   * The timer of an open batch waits 12 hours at most. There is no alarm of the function's errors: what it cannot take it
   * gives back without one, and that ends in the dead-letter queue.
   *
   * @param id the trigger's construct id
   */
  public watchEventsQueue(id: string, triggerName: string, queue: IQueue): void {
    this.whenOld(`EventsWait-${id}`, queue, {
      happened: `An event of the trigger ${triggerName} for ${this.environmentName} has waited more than a day, and after ${MESSAGE_RETENTION.toDays()} days SQS forgets it`,
      remedy: "see why the trigger's function does not take it",
      heading: 'Events wait too long',
    });
  }
}
