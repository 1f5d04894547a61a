/**
 * Queues triggers for objects that were uploaded: one for each, or one for each batch.
 *
 * Triggered by the uploads queue: by S3's events, which come at least once and in any order, and by what
 * the function sends itself. Invoked twice for one event, it sends the same message with the same
 * deduplication id, and the run id is the same even after SQS has forgotten that id; a file that joins two
 * batches is claimed by one. Messages that fail are handed out again. Invoked with
 * `{"reconcile": {"since": …}}`, it finds the objects whose events never came. It does not read what is in an object,
 * nor wait for its run.
 */
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createBatches } from '../adapters/dynamodb/batches';
import { createHeardObjects } from '../adapters/dynamodb/heard-objects';
import { createLazyManifests, createLazyUploadsBucket } from '../adapters/s3/lazy-buckets';
import { createCommandSender } from '../adapters/sqs/command-sender';
import { createUploadsQueue } from '../adapters/sqs/uploads-queue';
import { handleDeliveries } from './handle-deliveries';
import { type InvocationTime, invocationTime } from './invocation-time';
import { type Reconciled, reconcile } from './reconcile/reconcile';
import { isReconcile, readReconcile } from './reconcile/request';
import { readSettings } from './settings';

/** What an operator invokes the function with, see `readReconcile`. */
interface ReconcileEvent {
  readonly reconcile: unknown;
}

const settings = readSettings(process.env);
const { environmentName, rule, batching, uploadsTable, retentionDays } = settings;
const logger = new Logger({ persistentKeys: { environment: environmentName, rule: rule.name } });
const sqs = new SQSClient();
const dynamoDb = new DynamoDBClient();
const context = {
  rule,
  objects: createHeardObjects(dynamoDb, uploadsTable, retentionDays),
  queue: createUploadsQueue(sqs, settings.uploadsQueueUrl),
  send: createCommandSender(sqs, settings.queueUrl, environmentName),
  log: logger,
};
const bucket = createLazyUploadsBucket(settings.bucketName);
const gathering = batching && {
  ...context,
  rule: batching.rule,
  batches: createBatches(dynamoDb, uploadsTable, retentionDays),
  manifests: createLazyManifests(batching.manifestBucket),
  newBatchId: randomUUID,
};

async function handleEvent(
  event: SQSEvent | ReconcileEvent,
  lambda: Context,
): Promise<SQSBatchResponse | Reconciled> {
  const time = invocationTime(Date.now() + lambda.getRemainingTimeInMillis());
  if (!isReconcile(event)) return handleRecords(event, time);
  const request = readReconcile(event, time.now(), retentionDays);
  return reconcile(request, { ...context, bucket, time });
}

async function handleRecords(event: SQSEvent, time: InvocationTime): Promise<SQSBatchResponse> {
  const givenBack = await handleDeliveries(event.Records, {
    ...context,
    time,
    ...(gathering && { batching: { ...gathering, time } }),
  });
  return { batchItemFailures: givenBack.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<SQSEvent | ReconcileEvent, SQSBatchResponse | Reconciled>()
  .use(injectLambdaContext(logger))
  .handler(handleEvent);
