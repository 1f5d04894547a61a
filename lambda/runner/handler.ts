/**
 * Runs Airflow commands, one message after the other.
 *
 * Triggered by the commands queue; the environment's name is the message group, so SQS hands out
 * one message at a time. Invoked twice for one message, a trigger finds its run already there and
 * succeeds. It does not wait for DAG runs to end.
 */
import { Agent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MWAAClient } from '@aws-sdk/client-mwaa';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createRecords } from '../adapters/dynamodb/records';
import { createAirflowCli } from '../adapters/mwaa/airflow-cli';
import { createAirflowRest } from '../adapters/mwaa/airflow-rest';
import { createMwaaApi } from '../adapters/mwaa/mwaa-api';
import { openConnection } from '../adapters/mwaa/open-connection';
import { createWebServer } from '../adapters/mwaa/web-server';
import { createQueues } from '../adapters/sqs/queues';
import { readSqsRecord } from '../adapters/sqs/sqs-record';
import { handleInOrder } from './batch';
import { handleDelivery, release } from './handle-delivery';
import { createEnvironmentStatus } from './record/environment-status';
import { rehearse } from './rehearsal';
import { reportColdStart, reportSkipTo, reportTo } from './report/report';
import { readSettings } from './settings';
import { warmUp } from './warm-up';

const settings = readSettings(process.env);
// The level is not left to the deployment: without the lines of what succeeded, their metrics would be lost.
const logger = new Logger({
  logLevel: 'INFO',
  persistentKeys: { environment: settings.environmentName },
});
// The SDK puts "env." before any host, an overridden one too, where no such name exists.
const mwaaClient = new MWAAClient({
  disableHostPrefix: process.env.AWS_ENDPOINT_URL_MWAA !== undefined,
});
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const { environmentName, webServerAddress: address } = settings;
const airflow = createAirflowCli(
  createMwaaApi(mwaaClient, environmentName),
  createWebServer(agent, address),
  settings.airflowVersion,
);
const queues = createQueues(new SQSClient(), settings);
const records = createRecords(new DynamoDBClient(), settings.recordsTable);
const context = {
  ...settings,
  records,
  status: createEnvironmentStatus(records, environmentName),
  airflow,
  rest: createAirflowRest(settings),
  queues,
  report: reportTo(logger),
  skipped: reportSkipTo(logger, environmentName),
  warn: (text: string, error: unknown) => logger.warn(text, error as Error),
  pause,
};

/** What Lambda's start waits for, see index.mts. It sends no command, and fails nothing. */
export function warmUpRunner(): Promise<void> {
  reportColdStart(logger, environmentName);
  const byCli = (until: number) =>
    airflow.prepare((host) => openConnection(agent, { host, address }, until));
  const findStatus = () => records.findEnvironment(environmentName);
  const preparations = {
    // By REST alone the role may have no token; which version it is, is asked all the same.
    Airflow: settings.via === 'rest' ? () => airflow.version() : byCli,
    // Two connections: at its end a command's record is written while the status is read.
    records: () => Promise.all([findStatus(), findStatus()]),
    queue: () => queues.prepare(),
    code: () => rehearse(settings),
  };
  return warmUp(preparations, (reasons) => logger.info('not all is warmed up', { reasons }));
}

async function run(event: SQSEvent, lambda: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + lambda.getRemainingTimeInMillis();
  const givenBack = await handleInOrder(event.Records.map(readSqsRecord), {
    handle: (delivery) => handleDelivery(delivery, context, deadline),
    release: (delivery) => release(delivery, context, deadline),
    warn: context.warn,
  });
  return { batchItemFailures: givenBack.map((itemIdentifier) => ({ itemIdentifier })) };
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(run);
