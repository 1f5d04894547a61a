import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SynthesizedStack, TemplateResource } from './assembly';
import { type AwsServer, CREDENTIALS, REGION, startAwsServer } from './aws-server';
import { BucketNotifications, type Delivery } from './bucket-notifications';
import { startMapping } from './event-source-mapping';
import type { OnStackEvent } from './events';
import { createFunctionHost, type FunctionHost } from './function-host';
import { type Intrinsic, type Physical, resolve } from './intrinsics';
import { physicalNames } from './physical';
import { Schedules } from './schedules';

export interface LocalStackOptions extends Delivery {
  readonly stacks: readonly SynthesizedStack[];
  /** Added to every function's environment, for example where to find the MWAA stand-in. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onEvent: OnStackEvent;
}

/** The synthesized stacks, running on this machine. */
export interface LocalStack {
  readonly endpoint: string;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly schedules: Schedules;
  /** Each stack's outputs, by stack name. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Resolves when every notification so far has been handed over. */
  notificationsSettled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs what the templates declare: queues, buckets, functions, event source mappings, bucket
 * notifications and schedules. What they do not declare does not happen.
 *
 * @throws Error for a resource type that the local stack does not know
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  let notifications: BucketNotifications | undefined;
  const aws = await startAwsServer((written) => notifications?.objectWritten(written));
  notifications = new BucketNotifications(aws.s3, options.onEvent, options);
  const schedules = new Schedules(aws.sqs, options.onEvent);
  const stopping: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    schedules.stop();
    await Promise.all(stopping.map((part) => part.stop()));
    await aws.stop();
  };
  try {
    const parts = { aws, notifications, schedules, stopping, options };
    for (const stack of options.stacks) await deploy(stack, parts);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint: aws.endpoint,
    sqs: aws.sqs,
    s3: aws.s3,
    schedules,
    outputs: new Map(options.stacks.map((s) => [s.name, outputsOf(s, aws.endpoint)])),
    notificationsSettled: () => notifications.settle(),
    stop,
  };
}

interface Parts {
  readonly aws: AwsServer;
  readonly notifications: BucketNotifications;
  readonly schedules: Schedules;
  readonly stopping: { stop(): Promise<void> }[];
  readonly options: LocalStackOptions;
}

/** What a resource handler works with. */
interface Deployment extends Parts {
  readonly stack: SynthesizedStack;
  readonly physical: Physical;
  readonly functions: Map<string, FunctionHost>;
}

type Deploy = (
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
) => void | Promise<void>;

/** In the order in which they need each other. */
const HANDLERS: ReadonlyMap<string, Deploy> = new Map<string, Deploy>([
  ['AWS::SQS::Queue', deployQueue],
  ['AWS::S3::Bucket', deployBucket],
  ['AWS::Lambda::Function', deployFunction],
  ['Custom::S3BucketNotifications', deployNotifications],
  ['AWS::Lambda::EventSourceMapping', deployMapping],
  ['AWS::Scheduler::Schedule', deploySchedule],
]);

/** Permissions, policies and log groups: nothing runs in them. */
const INERT_TYPES = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::BucketPolicy',
  'AWS::SQS::QueuePolicy',
]);

async function deploy(stack: SynthesizedStack, parts: Parts): Promise<void> {
  for (const { Type } of stack.resources.values()) {
    if (HANDLERS.has(Type) || INERT_TYPES.has(Type)) continue;
    throw new Error(`the local stack cannot run ${Type}: teach local/stack/local-stack.ts`);
  }
  const physical = physicalNames(stack, parts.aws.endpoint);
  const deployment: Deployment = { ...parts, stack, physical, functions: new Map() };
  for (const [type, handler] of HANDLERS) {
    for (const [logicalId, resource] of stack.resources) {
      if (resource.Type !== type) continue;
      await handler(deployment, logicalId, resolveProperties(resource, physical));
    }
  }
}

function resolveProperties(resource: TemplateResource, physical: Physical) {
  return resolve(resource.Properties ?? {}, physical) as Readonly<Record<string, Intrinsic>>;
}

async function deployQueue(
  { aws, physical }: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): Promise<void> {
  const attributes = [
    'FifoQueue',
    'ContentBasedDeduplication',
    'VisibilityTimeout',
    'MessageRetentionPeriod',
    'RedrivePolicy',
  ].flatMap((name) => (properties[name] === undefined ? [] : [[name, asText(properties[name])]]));
  await aws.sqs.send(
    new CreateQueueCommand({
      QueueName: physical.attribute(logicalId, 'QueueName'),
      Attributes: Object.fromEntries(attributes),
    }),
  );
}

function asText(value: Intrinsic | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

async function deployBucket({ aws, physical }: Deployment, logicalId: string): Promise<void> {
  await aws.s3.send(new CreateBucketCommand({ Bucket: physical.ref(logicalId) }));
}

function deployFunction(
  { aws, stack, physical, options, functions, stopping }: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  // CDK's own helper, which writes bucket notifications, is not ours to run: deployNotifications is.
  if (!String(properties.Runtime).startsWith('nodejs')) return;
  const { S3Key } = Object(properties.Code) as { readonly S3Key: string };
  const { Variables = {} } = Object(properties.Environment) as {
    readonly Variables?: Readonly<Record<string, string>>;
  };
  const host = createFunctionHost(
    {
      name: physical.ref(logicalId),
      folder: stack.assetFolder(S3Key),
      handler: String(properties.Handler),
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMb: Number(properties.MemorySize ?? 128),
      variables: {
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_SQS: aws.endpoint,
        ...Variables,
        ...options.variables,
      },
    },
    options.onEvent,
  );
  functions.set(host.spec.name, host);
  stopping.push(host);
}

async function deployNotifications(
  deployment: Deployment,
  _logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): Promise<void> {
  const { NotificationConfiguration, BucketName } = properties;
  const { LambdaFunctionConfigurations = [] } = Object(NotificationConfiguration) as {
    readonly LambdaFunctionConfigurations?: readonly LambdaNotification[];
  };
  for (const { LambdaFunctionArn, Filter } of LambdaFunctionConfigurations) {
    const rules = Filter?.Key.FilterRules ?? [];
    const value = (name: string) => rules.find(({ Name }) => Name === name)?.Value ?? '';
    deployment.notifications.add({
      bucket: String(BucketName),
      prefix: value('prefix'),
      suffix: value('suffix'),
      target: functionOf(deployment, LambdaFunctionArn),
    });
  }
}

interface LambdaNotification {
  readonly LambdaFunctionArn: string;
  readonly Filter?: {
    readonly Key: { readonly FilterRules: readonly { Name: string; Value: string }[] };
  };
}

function deployMapping(
  deployment: Deployment,
  _logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const queueArn = String(properties.EventSourceArn);
  const types = properties.FunctionResponseTypes;
  deployment.stopping.unshift(
    startMapping(
      deployment.aws.sqs,
      {
        queueArn,
        queueUrl: queueUrlOf(deployment, queueArn),
        batchSize: Number(properties.BatchSize ?? 10),
        partialBatchResponse: Array.isArray(types) && types.includes('ReportBatchItemFailures'),
      },
      functionOf(deployment, String(properties.FunctionName)),
    ),
  );
}

function deploySchedule(
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const target = Object(properties.Target) as {
    readonly Arn: string;
    readonly Input: string;
    readonly DeadLetterConfig?: { readonly Arn: string };
  };
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  deployment.schedules.add({
    name: deployment.physical.ref(logicalId),
    expression: String(properties.ScheduleExpression),
    timeZone: String(properties.ScheduleExpressionTimezone ?? 'UTC'),
    targetArn: target.Arn,
    input: target.Input,
    deadLetterQueueUrl: deadLetterArn && queueUrlOf(deployment, deadLetterArn),
  });
}

function functionOf({ functions }: Deployment, nameOrArn: string): FunctionHost {
  const name = nameOrArn.split(':').at(-1) ?? '';
  const host = functions.get(name);
  if (host === undefined) throw new Error(`the template has no Node function ${name}`);
  return host;
}

function queueUrlOf({ aws }: Deployment, arn: string): string {
  const [account, name] = arn.split(':').slice(-2);
  return `${aws.endpoint}/${account}/${name}`;
}

function outputsOf(stack: SynthesizedStack, endpoint: string): Readonly<Record<string, string>> {
  const physical = physicalNames(stack, endpoint);
  return Object.fromEntries(
    [...stack.outputs].map(([name, value]) => [name, String(resolve(value, physical))]),
  );
}
