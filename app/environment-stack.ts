import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { MwaaCommandQueue } from '../lib';
import type { EnvironmentConfig, SharedConfig } from './config';
import { EnvironmentUploads } from './environment-uploads';
import { type EventConfig, eventOptions } from './event-config';
import { scheduleOptions } from './schedule-config';
import { senderOptions } from './sender-config';
import { stackName } from './stack-names';
import { days, minutes } from './values';
import { networkProps } from './vpc-config';

/** All that serves one MWAA environment. */
export class EnvironmentStack extends Stack {
  constructor(scope: Construct, config: EnvironmentConfig, shared: SharedConfig) {
    super(scope, stackName(config.name), {
      description: `Runs Airflow commands on the MWAA environment ${config.name}, one at a time`,
      env: { account: config.account, region: config.region },
    });
    const queue = new MwaaCommandQueue(this, 'Queue', {
      environmentName: config.name,
      airflowVersion: config.airflowVersion,
      allowedCommands: config.allowedCommands,
      via: config.via,
      airflowRole: config.airflowRole,
      senders: config.senders?.map(senderOptions),
      unknownDagPatience: duration(config.unknownDagPatience),
      commandTimeout: duration(config.timeouts.command),
      runnerTimeout: duration(config.timeouts.runner),
      visibilityTimeout: duration(config.timeouts.visibility),
      recordRetention: days(config.recordRetentionDays),
      uploadManifestRetention: days(config.uploadManifestRetentionDays),
      encryptionKey: this.key(config.encryptionKeyArn),
      logRetention: config.logRetentionDays,
      alarmTopic: this.topic(shared.alarmTopicArn),
      maxDrainTime: minutes(config.maxDrainMinutes),
      runbookUrl: shared.runbookUrl,
      dashboard: config.dashboard,
      ...networkProps(this, config.vpc),
    });
    new EnvironmentUploads(this, queue).add(config.uploads);
    this.addSchedules(queue, config);
    this.addEvents(queue, config);
    queue.addOutputs();
  }

  private addSchedules(queue: MwaaCommandQueue, config: EnvironmentConfig): void {
    for (const schedule of config.schedules) {
      // The prefix keeps a schedule's name from meeting one that the construct gives its own parts.
      queue.addSchedule(`Schedule-${schedule.name}`, scheduleOptions(schedule));
    }
  }

  private addEvents(queue: MwaaCommandQueue, config: EnvironmentConfig): void {
    for (const event of config.events) {
      queue.addEventTrigger(`Event-${event.name}`, {
        ...eventOptions(event),
        eventBus: this.eventBus(event),
      });
    }
  }

  private eventBus({ name, eventBusName }: EventConfig): IEventBus | undefined {
    if (eventBusName === undefined) return undefined;
    return EventBus.fromEventBusName(this, `Bus-${name}`, eventBusName);
  }

  private key(arn: string | undefined): IKey | undefined {
    return arn === undefined ? undefined : Key.fromKeyArn(this, 'EncryptionKey', arn);
  }

  private topic(arn: string | undefined): ITopic | undefined {
    return arn === undefined ? undefined : Topic.fromTopicArn(this, 'AlarmTopic', arn);
  }
}

function duration(seconds: number | undefined): Duration | undefined {
  return seconds === undefined ? undefined : Duration.seconds(seconds);
}
