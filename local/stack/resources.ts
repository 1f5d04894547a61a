import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { CREDENTIALS, REGION } from './aws-server';
import type { Deployment } from './deployment';
import { startMapping } from './event-source-mapping';
import { createFunctionHost, type FunctionHost } from './function-host';
import type { Intrinsic } from './intrinsics';

export async function deployQueue(
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

export async function deployBucket(
  { aws, physical }: Deployment,
  logicalId: string,
): Promise<void> {
  await aws.s3.send(new CreateBucketCommand({ Bucket: physical.ref(logicalId) }));
}

export function deployFunction(
  { aws, stack, physical, variables, onEvent, functions, stopping }: Deployment,
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
        ...variables,
      },
    },
    onEvent,
  );
  functions.set(host.spec.name, host);
  stopping.push(host);
}

export async function deployNotifications(
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

export function deployInvokeConfig(
  deployment: Deployment,
  _logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const { OnFailure } = Object(properties.DestinationConfig) as {
    readonly OnFailure?: { readonly Destination: string };
  };
  if (OnFailure === undefined) return;
  const { spec } = functionOf(deployment, String(properties.FunctionName));
  deployment.notifications.onFailure(spec.name, queueUrlOf(deployment, OnFailure.Destination));
}

interface LambdaNotification {
  readonly LambdaFunctionArn: string;
  readonly Filter?: {
    readonly Key: { readonly FilterRules: readonly { Name: string; Value: string }[] };
  };
}

export function deployMapping(
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

export function deploySchedule(
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
