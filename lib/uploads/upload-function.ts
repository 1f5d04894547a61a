import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Function as LambdaFunction, RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { UPLOAD_TRIGGER_VARIABLES } from '../../lambda/contract/environment-variables';
import type { UploadRule } from '../../lambda/contract/upload-rule';
import { eventsMapping } from '../functions/events-mapping';
import { type NodeFunctionProps, nodeFunction } from '../functions/node-function';
import { writeRule } from '../functions/rule-variable';
import { grantKey } from '../keys/key-rights';
import { allowSend } from '../queues/queue-rights';
import { createEventsQueue, type EventsQueueProps } from '../queues/queues';
import { retentionDays } from '../records/command-records';
import type { StorageOptions } from '../storage/storage-options';
import { grantWriteManifests } from './manifest-rights';

/** For ten uploads at once. */
const FOR_SINGLES = { timeout: Duration.seconds(60), memorySize: 256 };

/**
 * For a batch of 10,000 files: as many claims, 25 at a time, fit into the time, and the files and the text of
 * their manifest into the memory.
 */
const FOR_BATCHES = {
  timeout: Duration.seconds(120),
  memorySize: 512,
  // The function has an open batch come again by a timer in its own queue, which Lambda would take for a loop and
  // stop after 16 rounds (AWS Lambda Developer Guide, "Use Lambda recursive loop detection to prevent infinite
  // loops"). It has an end: only uploads begin a batch.
  recursiveLoop: RecursiveLoop.ALLOW,
};

/**
 * How long an event that the function cannot take comes again. That outlasts an outage of most kinds, so that
 * only what will not mend itself needs an operator.
 */
const PATIENCE = Duration.hours(3);

/** How long Lambda waits for more uploads of a batch: a write for many costs as much as one for one. */
const GATHERING = Duration.seconds(5);

/** What an upload trigger's function works with. */
export interface UploadFunctionParts extends StorageOptions {
  readonly environmentName: string;
  /** The commands queue. */
  readonly commands: IQueue;
  readonly uploads: IQueue;
  readonly bucket: IBucket;
  readonly table: ITable;
  /** @default Duration.days(30) */
  readonly recordRetention?: Duration;
  /** Only of a rule that gathers batches. */
  readonly manifests?: IBucket;
}

/** The queue that the events of one trigger come through. */
export function createUploadsQueue(
  scope: Construct,
  id: string,
  rule: UploadRule,
  props: Pick<EventsQueueProps, 'deadLetterQueue' | 'encryptionKey'>,
): Queue {
  return createEventsQueue(scope, id, {
    functionTimeout: settingsFor(rule).timeout,
    patience: PATIENCE,
    deadLetterQueue: props.deadLetterQueue,
    encryptionKey: props.encryptionKey,
  });
}

/**
 * The function that makes triggers of what comes through the uploads queue, with the rights to do so and no others.
 *
 * @throws Error when the rule is longer than a function's variables may be
 */
export function createUploadFunction(
  scope: Construct,
  id: string,
  rule: UploadRule,
  parts: UploadFunctionParts,
): LambdaFunction {
  const handler = nodeFunction(scope, id, {
    bundle: 'upload-trigger',
    description: `Queues a trigger of ${rule.dagId} for each ${rule.batch === undefined ? 'upload' : 'batch of uploads'}`,
    ...settingsFor(rule),
    encryptionKey: parts.encryptionKey,
    logRetention: parts.logRetention,
    environment: variables(writeRule(scope, 'upload trigger', rule), parts),
  });
  allow(handler, rule, parts);
  handler.addEventSource(eventSource(rule, parts.uploads));
  return handler;
}

function settingsFor({
  batch,
}: UploadRule): Pick<NodeFunctionProps, 'timeout' | 'memorySize' | 'recursiveLoop'> {
  return batch === undefined ? FOR_SINGLES : FOR_BATCHES;
}

function variables(rule: string, parts: UploadFunctionParts): { [name: string]: string } {
  const { manifests } = parts;
  return {
    [UPLOAD_TRIGGER_VARIABLES.environmentName]: parts.environmentName,
    [UPLOAD_TRIGGER_VARIABLES.queueUrl]: parts.commands.queueUrl,
    [UPLOAD_TRIGGER_VARIABLES.rule]: rule,
    [UPLOAD_TRIGGER_VARIABLES.bucketName]: parts.bucket.bucketName,
    [UPLOAD_TRIGGER_VARIABLES.uploadsQueueUrl]: parts.uploads.queueUrl,
    [UPLOAD_TRIGGER_VARIABLES.uploadsTable]: parts.table.tableName,
    [UPLOAD_TRIGGER_VARIABLES.uploadsRetentionDays]: retentionDays(parts.recordRetention),
    ...(manifests && { [UPLOAD_TRIGGER_VARIABLES.manifestBucketName]: manifests.bucketName }),
  };
}

function allow(handler: LambdaFunction, rule: UploadRule, parts: UploadFunctionParts): void {
  const { manifests, encryptionKey } = parts;
  allowSend(handler, parts.commands, parts.uploads);
  const rights: [string[], string[]][] = [
    [
      [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      [parts.table.tableArn],
    ],
    [['s3:ListBucket'], [parts.bucket.bucketArn]],
  ];
  for (const [actions, resources] of rights) {
    handler.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }
  if (encryptionKey !== undefined) grantKey(encryptionKey, handler, 'dynamodb', 'read');
  if (manifests !== undefined) grantWriteManifests(manifests, handler, rule.name);
}

function eventSource({ batch }: UploadRule, uploads: IQueue): SqsEventSource {
  return eventsMapping(
    uploads,
    batch === undefined
      ? { batchSize: 10 }
      : { batchSize: 100, maxBatchingWindow: gathering(batch.windowSeconds) },
  );
}

/** Not longer than the batch is open. */
function gathering(windowSeconds: number): Duration {
  const window = Duration.seconds(windowSeconds);
  return window.isUnresolved() || windowSeconds >= GATHERING.toSeconds() ? GATHERING : window;
}
