import { Duration, Stack, Token } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { runbookLink } from './runbook';

/** What an alarm tells: a sentence of what happened and what to do, and where there is more. */
export interface Told {
  readonly happened: string;
  readonly remedy: string;
  /** A heading of docs/runbook.md. */
  readonly heading: string;
}

/** Whom alarms tell, and where they send people. */
export interface AlarmSetProps {
  /** @default - no action */
  readonly topic?: ITopic;
  /** @default - the project's own */
  readonly runbookUrl?: string;
}

/** More than a queue that works ever needs, and well before SQS forgets a message. */
const TOO_OLD = Duration.days(1);

/** Alarms that tell alike. None goes off for want of data: what is at rest has none. */
export class AlarmSet extends Construct {
  private readonly made: Alarm[] = [];
  private readonly topic: ITopic | undefined;
  private readonly runbookUrl: string | undefined;

  /** @throws Error when alarms could not publish to the topic */
  constructor(scope: Construct, id: string, { topic, runbookUrl }: AlarmSetProps) {
    super(scope, id);
    if (topic !== undefined) checkTopic(topic, Stack.of(this));
    this.topic = topic;
    this.runbookUrl = runbookUrl;
  }

  /** All there are so far. */
  public get alarms(): Alarm[] {
    return [...this.made];
  }

  /** Goes off for one period above 0, unless the limits say otherwise. */
  protected add(
    id: string,
    metric: IMetric,
    { happened, remedy, heading, ...limits }: Told & Partial<AlarmProps>,
  ): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${happened}: ${remedy}. Runbook: ${runbookLink(heading, this.runbookUrl)}`,
      ...limits,
    });
    if (this.topic !== undefined) alarm.addAlarmAction(new SnsAction(this.topic));
    this.made.push(alarm);
  }

  /** Goes off while a queue holds what nobody takes. */
  protected whenNotEmpty(id: string, queue: IQueue, told: Told): void {
    this.add(id, queue.metricApproximateNumberOfMessagesVisible(), told);
  }

  /** Goes off while a queue holds what has waited for more than a day. */
  protected whenOld(id: string, queue: IQueue, told: Told): void {
    const threshold = TOO_OLD.toSeconds();
    this.add(id, queue.metricApproximateAgeOfOldestMessage(), { threshold, ...told });
  }
}

/** Else they would be deployed, and tell no one. */
function checkTopic({ fifo, env }: ITopic, { region }: Stack): void {
  if (fifo) {
    throw new Error(
      'alarmTopic is a FIFO topic: give a standard one, CloudWatch alarms publish to no other',
    );
  }
  if (Token.isUnresolved(env.region) || Token.isUnresolved(region) || env.region === region) return;
  throw new Error(
    `alarmTopic is in region ${env.region}: it must be in the stack's, ${region}, CloudWatch alarms publish to no other`,
  );
}
