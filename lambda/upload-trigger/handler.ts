/**
 * Queues one trigger for each object that was uploaded.
 *
 * Triggered by a bucket's notifications, which come at least once and in any order. Invoked twice
 * for one event, it sends the same message with the same deduplication id, and the run id is the
 * same even after SQS has forgotten that id. When a send fails the invocation fails, and Lambda
 * invokes it again with the same event.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { S3Event } from 'aws-lambda';
import { createCommandSender } from '../adapters/command-sender';
import { requireVariable, UPLOAD_TRIGGER_VARIABLES } from '../contract/environment-variables';
import { triggerMessage } from './trigger-message';
import { readUploads } from './uploads';

const required = (name: keyof typeof UPLOAD_TRIGGER_VARIABLES) =>
  requireVariable(process.env, UPLOAD_TRIGGER_VARIABLES[name]);
const environment = required('environmentName');
const dagId = required('dagId');
const logger = new Logger({ persistentKeys: { environment } });
const send = createCommandSender(new SQSClient(), required('queueUrl'), environment);

async function queueTriggers(event: S3Event): Promise<void> {
  const { uploads, ignored } = readUploads(event);
  for (const what of ignored) logger.info('event ignored', { what });
  for (const upload of uploads) {
    const message = triggerMessage(upload, dagId);
    await send(message);
    const { bucket, key } = upload;
    logger.info('trigger queued', { commandId: message.deduplicationId, bucket, key, dagId });
  }
}

export const handler = middy<S3Event, void>()
  .use(injectLambdaContext(logger))
  .handler(queueTriggers);
