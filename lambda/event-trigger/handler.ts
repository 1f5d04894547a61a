/**
 * Queues one command for each event that a rule has picked.
 *
 * Triggered by the queue that the rule sends to, up to ten events at once and in any order. Delivered twice,
 * an event gives the same message with the same deduplication id, and the run id is the same even after
 * SQS has forgotten that one. What cannot be read or sent stays in the queue, is tried again, and goes to the
 * events' dead-letter queue in the end. It does not wait for the command.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createCommandSender } from '../adapters/sqs/command-sender';
import { handleAll } from './batch';
import { readBusEvent } from './bus-event';
import { commandMessage } from './command-message';
import { readSettings } from './settings';

const { environmentName, queueUrl, rule } = readSettings(process.env);
const logger = new Logger({ persistentKeys: { environment: environmentName, rule: rule.name } });
const send = createCommandSender(new SQSClient(), queueUrl, environmentName);

async function queueCommand({ body }: { readonly body: string }): Promise<void> {
  const event = readBusEvent(body);
  const message = commandMessage(event, rule);
  await send(message);
  const { deduplicationId: commandId, trigger } = message;
  const { dagId, runId } = trigger ?? {};
  logger.info('command queued', { commandId, eventId: event.id, dagId, runId });
}

async function queueCommands(event: SQSEvent): Promise<SQSBatchResponse> {
  const failed = await handleAll(event.Records, queueCommand, ({ messageId }, error) =>
    logger.error('an event is not queued, and comes back', { error: error as Error, messageId }),
  );
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(queueCommands);
