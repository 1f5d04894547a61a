import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { OnCall } from '../calls';
import type { SynthesizedStack } from './assembly';
import { type AwsServer, startAwsServer } from './aws-server';
import { BucketNotifications, type Delivery } from './bucket-notifications';
import { deploy } from './deploy';
import type { Parts } from './deployment';
import { startDynamoDb } from './dynamodb-server';
import { EventBuses } from './event-buses';
import type { Mapping } from './event-source-mapping';
import type { OnStackEvent } from './events';
import type { FunctionHost } from './function-host';
import { resolve } from './intrinsics';
import { startLambdaServer } from './lambda-server';
import { physicalNames } from './physical';
import { lookIntoQueue, type QueueState } from './queue-state';
import { Schedules } from './schedules';
import { TableStreams } from './table-streams';

export interface LocalStackOptions extends Delivery {
  readonly stacks: readonly SynthesizedStack[];
  /** Added to every function's environment, for example where to find the MWAA stand-in. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onEvent: OnStackEvent;
  /** Told of the functions' calls; may answer them with faults. @default - none is told */
  readonly onCall?: OnCall | undefined;
}

/** The synthesized stacks, running on this machine. */
export interface LocalStack {
  /** Of SQS and S3. */
  readonly endpoint: string;
  readonly dynamodbEndpoint: string;
  /** Of what Lambda's API says of event source mappings. */
  readonly lambdaEndpoint: string;
  readonly sqs: SQSClient;
  /** SQS for a session of a role. */
  readonly sqsAs: AwsServer['sqsAs'];
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly schedules: Schedules;
  /** The account's own, and those of the templates. */
  readonly buses: EventBuses;
  /** By their physical names, which are the stack's name and the logical id with a dash between. */
  readonly functions: ReadonlyMap<string, FunctionHost>;
  /** Each stack's outputs, by stack name. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** All queues with an event source mapping. */
  readonly mappedQueues: readonly string[];
  /** Resolves when every notification and every event so far has been handed over. */
  notificationsSettled(): Promise<void>;
  /** How a queue with an event source mapping stands. */
  queueState(queueUrl: string): Promise<QueueState>;
  /** Ends all processes of all functions at once. Their messages come back when they are visible. */
  killFunctions(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs what the templates declare: queues, buckets, tables with their streams, functions, event source
 * mappings, bucket notifications, Pipes, rules and schedules. What they do not declare does not happen.
 *
 * @throws Error for a resource type that the local stack does not know
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const parts = await startParts(options);
  const { aws, dynamodb, lambda, notifications, buses, schedules, functions, mappings } = parts;
  const stop = async () => {
    schedules.stop();
    await Promise.all(parts.stopping.map((part) => part.stop()));
    await lambda.stop();
    await dynamodb.stop();
    await aws.stop();
  };
  try {
    for (const stack of options.stacks) await deploy(stack, parts);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint: aws.endpoint,
    dynamodbEndpoint: dynamodb.endpoint,
    lambdaEndpoint: lambda.endpoint,
    sqs: aws.sqs,
    sqsAs: aws.sqsAs,
    s3: aws.s3,
    dynamodb: dynamodb.client,
    schedules,
    buses,
    functions,
    outputs: new Map(options.stacks.map((s) => [s.name, outputsOf(s, aws)])),
    mappedQueues: [...new Set(mappings.map(({ spec }) => spec.queueUrl))],
    async notificationsSettled() {
      await notifications.settle();
    },
    queueState: (queueUrl) =>
      lookIntoQueue(
        aws.endpoint,
        queueUrl,
        mappings.filter(({ spec }) => spec.queueUrl === queueUrl),
      ),
    async killFunctions() {
      await Promise.all([...functions.values()].map((host) => host.kill()));
    },
    stop,
  };
}

async function startParts(options: LocalStackOptions): Promise<Parts> {
  const { variables, onEvent, onCall } = options;
  let notifications: BucketNotifications | undefined;
  const aws = await startAwsServer((written) => notifications?.objectWritten(written), onCall);
  const buses = new EventBuses(aws.sqs, onEvent);
  notifications = new BucketNotifications(aws.s3, buses, onEvent, options);
  const streams = new TableStreams();
  const dynamodb = await startDynamoDb({ onChange: (change) => streams.changed(change), onCall });
  const mappings: Mapping[] = [];
  const functions = new Map<string, FunctionHost>();
  return {
    aws,
    dynamodb,
    lambda: await startLambdaServer(mappings, functions),
    notifications,
    schedules: new Schedules(aws.sqs, onEvent),
    streams,
    buses,
    functions,
    mappings,
    stopping: [],
    variables,
    onEvent,
  };
}

function outputsOf(stack: SynthesizedStack, aws: AwsServer): Readonly<Record<string, string>> {
  const physical = physicalNames(stack, aws.endpoint);
  return Object.fromEntries(
    [...stack.outputs].map(([name, value]) => [name, String(resolve(value, physical))]),
  );
}
