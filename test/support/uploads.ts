import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { UPLOAD_TRIGGER_VARIABLES } from '../../lambda/contract/environment-variables';
import type { MwaaCommandQueueProps, UploadTriggerOptions } from '../../lib';
import { propertiesOf, queueInStack } from './template';

/** A stack with one queue, a bucket of its own, and one that is imported. */
export function queueWithBuckets(props: Partial<MwaaCommandQueueProps> = {}) {
  const { stack, queue } = queueInStack(props);
  const bucket = new Bucket(stack, 'Bucket');
  const imported = Bucket.fromBucketName(stack, 'Imported', 'company-data');
  const add = (options: Partial<UploadTriggerOptions> = {}, id = 'T') =>
    queue.addUploadTrigger(id, { bucket, dagId: 'd', ...options });
  return { stack, queue, bucket, imported, add };
}

/** A queue with one upload trigger on a bucket of this app. */
export function uploadTrigger(options: Partial<UploadTriggerOptions> = {}) {
  const { add, ...parts } = queueWithBuckets();
  return { ...parts, trigger: add(options) };
}

interface QueueNotification {
  readonly Events: readonly string[];
  readonly QueueArn: unknown;
  readonly Filter?: { readonly Key: { readonly FilterRules: readonly unknown[] } };
}

interface Notifications {
  readonly BucketName: unknown;
  readonly Managed: boolean;
  readonly NotificationConfiguration: {
    readonly EventBridgeConfiguration?: object;
    readonly QueueConfigurations?: readonly QueueNotification[];
  };
}

/** What CDK has S3 notify, bucket by bucket. */
export function notificationsOf(stack: Stack): readonly Notifications[] {
  return propertiesOf<Notifications>(Template.fromStack(stack), 'Custom::S3BucketNotifications');
}

/** Of all buckets, what S3 itself sends to queues. */
export function queueNotificationsOf(stack: Stack): readonly QueueNotification[] {
  return notificationsOf(stack).flatMap(
    ({ NotificationConfiguration }) => NotificationConfiguration.QueueConfigurations ?? [],
  );
}

interface RuleProperties {
  readonly EventBusName?: unknown;
  readonly EventPattern: {
    readonly account?: readonly string[];
    readonly detail: {
      readonly bucket: unknown;
      readonly object?: { readonly key: readonly unknown[] };
    };
  };
  readonly Targets: readonly {
    readonly Arn: unknown;
    readonly RoleArn?: unknown;
    readonly DeadLetterConfig?: { readonly Arn: unknown };
  }[];
}

/** The stack's rules on event buses. */
export function rulesOf(stack: Stack): readonly RuleProperties[] {
  return propertiesOf<RuleProperties>(Template.fromStack(stack), 'AWS::Events::Rule');
}

interface FunctionProperties {
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly RecursiveLoop?: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

/** The upload triggers' functions. */
export function functionsOf(stack: Stack): readonly FunctionProperties[] {
  const all = propertiesOf<FunctionProperties>(Template.fromStack(stack), 'AWS::Lambda::Function');
  return all.filter(
    ({ Environment }) => Environment?.Variables[UPLOAD_TRIGGER_VARIABLES.rule] !== undefined,
  );
}

/** The rule that the only upload trigger's function is told. */
export function ruleTold(stack: Stack): unknown {
  const [told] = functionsOf(stack);
  return JSON.parse(String(told?.Environment.Variables[UPLOAD_TRIGGER_VARIABLES.rule]));
}
