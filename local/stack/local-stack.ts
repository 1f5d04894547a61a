import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SynthesizedStack } from './assembly';
import { startAwsServer } from './aws-server';
import { BucketNotifications, type Delivery } from './bucket-notifications';
import { deploy } from './deploy';
import type { OnStackEvent } from './events';
import { resolve } from './intrinsics';
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
  notifications = new BucketNotifications(aws.s3, aws.sqs, options.onEvent, options);
  const schedules = new Schedules(aws.sqs, options.onEvent);
  const stopping: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    schedules.stop();
    await Promise.all(stopping.map((part) => part.stop()));
    await aws.stop();
  };
  try {
    const { variables, onEvent } = options;
    const parts = { aws, notifications, schedules, stopping, variables, onEvent };
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

function outputsOf(stack: SynthesizedStack, endpoint: string): Readonly<Record<string, string>> {
  const physical = physicalNames(stack, endpoint);
  return Object.fromEntries(
    [...stack.outputs].map(([name, value]) => [name, String(resolve(value, physical))]),
  );
}
