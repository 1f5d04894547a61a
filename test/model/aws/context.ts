import type { Logger } from '@aws-lambda-powertools/logger';
import { createRecords } from '../../../lambda/adapters/dynamodb/records';
import { createAirflowCli } from '../../../lambda/adapters/mwaa/airflow-cli';
import { createAirflowRest } from '../../../lambda/adapters/mwaa/airflow-rest';
import { createMwaaApi } from '../../../lambda/adapters/mwaa/mwaa-api';
import { createQueues } from '../../../lambda/adapters/sqs/queues';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import type { RunnerContext } from '../../../lambda/runner/handle-delivery';
import { createEnvironmentStatus } from '../../../lambda/runner/record/environment-status';
import { reportSkipTo, reportTo } from '../../../lambda/runner/report/report';
import { createMwaaClient } from '../mwaa/mwaa-client';
import { createModelledRestClient } from '../mwaa/rest-client';
import { createModelledWebServer } from '../mwaa/web-server';
import { ALLOWED_COMMANDS, ENVIRONMENT } from '../script/commands';
import { SENDERS } from '../script/senders';
import { wait } from '../time';
import type { World } from '../world';
import { createDynamoDbClient } from './dynamodb-client';
import type { Process } from './process';
import { createSqsClient, DEAD_LETTER_QUEUE_URL, QUEUE_URL } from './sqs-client';

/** What the handler builds when a process starts, upon the model. */
export function createContext(world: World, process: Process): RunnerContext {
  const { setting } = world;
  const { via, airflowVersion } = process.deployment;
  const records = createRecords(createDynamoDbClient(world, process), 'records');
  const logger = createLogger(world, process);
  return {
    environmentName: ENVIRONMENT,
    recordsRetentionDays: 90,
    allowedCommands: ALLOWED_COMMANDS,
    senders: setting.tellsSenders ? SENDERS : undefined,
    commandTimeoutMs: setting.commandSeconds * 1000,
    unknownDagPatienceMs: setting.patienceSeconds * 1000,
    records,
    status: createEnvironmentStatus(records, ENVIRONMENT),
    airflow: createAirflowCli(
      createMwaaApi(createMwaaClient(world, process), ENVIRONMENT),
      createModelledWebServer(world, process),
      airflowVersion === undefined ? undefined : parseVersion(airflowVersion),
    ),
    via,
    rest: createAirflowRest(
      { environmentName: ENVIRONMENT, airflowRole: 'User' },
      () => createModelledRestClient(world, process),
      { now: Date.now, pause: wait },
    ),
    queues: createQueues(createSqsClient(world, process), {
      environmentName: ENVIRONMENT,
      queueUrl: QUEUE_URL,
      deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
    }),
    report: reportTo(logger),
    skipped: reportSkipTo(logger, ENVIRONMENT),
    warn: (text, error) => logger.warn(text, error as Error),
    pause: wait,
  };
}

/** A log in which nothing may be shown. */
function createLogger({ watch }: World, process: Process): Logger {
  const log = (text: string, ...more: readonly unknown[]) => {
    watch.note(`${process.name}: logs ${text}`);
    watch.lookForLeaks('the log', text, ...more);
  };
  return { info: log, warn: log } as unknown as Logger;
}
