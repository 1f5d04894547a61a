import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_FIELDS, EVENT_SOURCE } from '../../lambda/contract/record';
import { checkBus } from '../checks/event-bus';
import { createDeadLetterQueue } from '../queues/queues';
import { createLogGroup } from '../storage/log-groups';
import type { StorageOptions } from '../storage/storage-options';
import { createPipeRole } from './pipe-role';

export interface OutcomeEventsProps extends StorageOptions {
  /** The environment's name, for the description. */
  readonly environmentName: string;
  /** Whose stream tells the events. */
  readonly records: Table;
  /** @default - the account's default bus */
  readonly eventBus?: IEventBus;
}

/** The event in a record, as the stream has it. */
const EVENT = '$.dynamodb.NewImage.event.M';

/** A record that announces nothing has no event, and one that was deleted has no image. */
const HAS_EVENT = {
  dynamodb: { NewImage: { event: { M: { detailType: { S: [{ exists: true }] } } } } },
};

/** Variables stand without quotes: a Pipe puts them around text, and escapes what is in it. */
const DETAIL = `{${EVENT_FIELDS.map((field) => `"${field}":<${EVENT}.${field}.S>`).join(',')}}`;

/** The most that one request to an event bus takes. */
const BATCH_SIZE = 10;

/** The stream keeps a record 24 hours: this leaves 18 to look at what was given up. */
const MAX_RECORD_AGE = Duration.hours(6);

/** The age decides, unless a Pipe repeats faster than it should. */
const MAX_RETRY_ATTEMPTS = 1000;

/** Announces outcomes on an event bus, each at least once: a Pipe from the records' stream. */
export class OutcomeEvents extends Construct {
  /** Keeps word of the events that could not be delivered: where they stood in the stream. */
  public readonly deadLetterQueue: Queue;

  private readonly pipe: CfnPipe;

  constructor(scope: Construct, id: string, props: OutcomeEventsProps) {
    super(scope, id);
    const bus = props.eventBus ?? EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    checkBus(bus, Stack.of(this), 'to have events elsewhere, forward them from there by a rule');
    const source = streamOf(props.records);
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetters', {
      encryptionMasterKey: props.encryptionKey,
    });
    const logs = createLogGroup(this, 'Logs', props);
    const role = createPipeRole(this, 'Role', {
      records: props.records,
      streamArn: source,
      eventBusArn: bus.eventBusArn,
      deadLetterQueueArn: this.deadLetterQueue.queueArn,
      logGroupArn: logs.logGroupArn,
    });
    this.pipe = new CfnPipe(this, 'Pipe', {
      description: `Announces what becomes of Airflow commands on the MWAA environment ${props.environmentName}`,
      roleArn: role.roleArn,
      source,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify(HAS_EVENT) }] },
        dynamoDbStreamParameters: this.streamParameters(),
      },
      target: bus.eventBusArn,
      targetParameters: {
        eventBridgeEventBusParameters: {
          detailType: `${EVENT}.detailType.S`,
          source: EVENT_SOURCE,
        },
        inputTemplate: DETAIL,
      },
      logConfiguration: {
        level: 'ERROR',
        cloudwatchLogsLogDestination: { logGroupArn: logs.logGroupArn },
      },
    });
  }

  /** How often it could deliver nothing of a batch. */
  public metricFailed(period: Duration): Metric {
    return new Metric({
      namespace: 'AWS/EventBridge/Pipes',
      metricName: 'ExecutionFailed',
      dimensionsMap: { PipeName: this.pipe.ref },
      statistic: 'Sum',
      period,
    });
  }

  private streamParameters(): CfnPipe.PipeSourceDynamoDBStreamParametersProperty {
    return {
      // What is written before the Pipe runs is announced too, and a Pipe that replaces another
      // announces the last hours again rather than leave a gap.
      startingPosition: 'TRIM_HORIZON',
      batchSize: BATCH_SIZE,
      maximumRecordAgeInSeconds: MAX_RECORD_AGE.toSeconds(),
      maximumRetryAttempts: MAX_RETRY_ATTEMPTS,
      // One event that the bus does not take would take nine others with it.
      onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
    };
  }
}

function streamOf({ tableStreamArn }: Table): string {
  if (tableStreamArn === undefined) throw new Error('the records table has no stream: set one');
  return tableStreamArn;
}
