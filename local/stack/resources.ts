import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import { functionCredentials, REGION } from './account';
import type { Deployment } from './deployment';
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
  { aws, physical, notifications }: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): Promise<void> {
  const Bucket = physical.ref(logicalId);
  await aws.s3.send(new CreateBucketCommand({ Bucket }));
  const { Status } = Object(properties.VersioningConfiguration) as { readonly Status?: string };
  notifications.declare(Bucket, { versioned: Status === 'Enabled' });
}

export function deployFunction(
  { aws, dynamodb, stack, physical, variables, onEvent, functions, stopping }: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  // CDK's own helper, which writes bucket notifications, is not ours to run: deployNotifications is.
  if (!String(properties.Runtime).startsWith('nodejs')) return;
  const { S3Key } = Object(properties.Code) as { readonly S3Key: string };
  const { Variables = {} } = Object(properties.Environment) as {
    readonly Variables?: Readonly<Record<string, string>>;
  };
  const name = physical.ref(logicalId);
  const role = properties.Role === undefined ? undefined : String(properties.Role);
  const { accessKeyId, secretAccessKey } = functionCredentials(role, name);
  const host = createFunctionHost(
    {
      name,
      folder: stack.assetFolder(S3Key),
      handler: String(properties.Handler),
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMb: Number(properties.MemorySize ?? 128),
      variables: {
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_ENDPOINT_URL_SQS: aws.endpoint,
        // An address of numbers: the SDK then writes a bucket's name into the path, not before the address.
        AWS_ENDPOINT_URL_S3: aws.endpoint,
        AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
        ...Variables,
        ...variables,
      },
    },
    onEvent,
  );
  functions.set(host.spec.name, host);
  stopping.push(host);
}

/** @throws Error when it is none that runs here */
export function functionOf({ functions }: Deployment, nameOrArn: string): FunctionHost {
  const name = nameOrArn.split(':').at(-1) ?? '';
  const host = functions.get(name);
  if (host === undefined) throw new InternalError(`the template has no Node function ${name}`);
  return host;
}

/** Where the queue of an ARN is. */
export function queueUrlOf({ aws }: Deployment, arn: string): string {
  const [account, name] = arn.split(':').slice(-2);
  return `${aws.endpoint}/${account}/${name}`;
}
