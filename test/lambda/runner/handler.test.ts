import type { Message } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecords } from '../../../lambda/adapters/dynamodb/records';
import { ENVIRONMENT } from '../../support/deliveries';
import { stubEnvironment } from '../../support/environment';
import { LAMBDA_CONTEXT } from '../../support/lambda-context';
import { startRecordsTable } from '../../support/records-table';
import { startRunnerQueues } from '../../support/runner-queues';
import { sqsEventOf } from '../../support/sqs-events';

// The runner writes its log whatever level is asked for.
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockReturnValue(true);
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The runner's handler as Lambda loads it, with SQS and DynamoDB on this machine, and no MWAA anywhere. */
async function loadHandler({ deadLetterQueue = 'commands-dlq.fifo', table = '' } = {}) {
  const queues = await startRunnerQueues();
  const { client, endpoint, tableName } = await startRecordsTable();
  const deadLetterQueueUrl = queues.deadLetterQueueUrl;
  stubEnvironment({
    AWS_ENDPOINT_URL_SQS: queues.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_MWAA: 'http://127.0.0.1:1',
    AWS_MAX_ATTEMPTS: '1',
    MWAAQ_ENVIRONMENT: ENVIRONMENT,
    MWAAQ_QUEUE_URL: queues.queueUrl,
    MWAAQ_DEAD_LETTER_QUEUE_URL: deadLetterQueueUrl.replace('commands-dlq.fifo', deadLetterQueue),
    MWAAQ_RECORDS_TABLE: table || tableName,
    MWAAQ_RECORDS_RETENTION_DAYS: '30',
    MWAAQ_ALLOWED_COMMANDS: 'version',
    MWAAQ_COMMAND_TIMEOUT_MS: '1000',
    MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '0',
    MWAAQ_AIRFLOW_VERSION: '3.0.6',
  });
  const { handler } = await import('../../../lambda/runner/handler');
  return {
    ...queues,
    handle: (event: SQSEvent) => handler(event, LAMBDA_CONTEXT),
    records: createRecords(client, tableName),
  };
}

/** A receipt with which SQS refuses to hide a message. */
const NOBODYS = { ReceiptHandle: 'none' };

const idOf = ([message]: readonly Message[]) => message?.MessageId ?? '';

describe('The runner', () => {
  it('acknowledges a message that it has dead-lettered, and keeps a record of it', async () => {
    const { handle, deliver, deadLetters, records } = await loadHandler();
    const messages = await deliver('dags explode');
    expect(await handle(sqsEventOf(...messages))).toStrictEqual({ batchItemFailures: [] });
    expect(await deadLetters()).toBe(1);
    expect(await records.find(idOf(messages))).toMatchObject({
      state: 'ended',
      outcome: 'refused',
      environment: ENVIRONMENT,
      version: 1,
    });
  });

  it('gives back a message that is held, hidden for a while, and keeps a record of it', async () => {
    const { handle, deliver, received, deadLetters, records } = await loadHandler();
    const messages = await deliver('version');
    const itemIdentifier = idOf(messages);
    expect(await handle(sqsEventOf(...messages))).toStrictEqual({
      batchItemFailures: [{ itemIdentifier }],
    });
    expect(await received()).toStrictEqual([]);
    expect(await deadLetters()).toBe(0);
    expect(await records.find(itemIdentifier)).toMatchObject({ state: 'held', attempts: 1 });
    expect(await records.findEnvironment(ENVIRONMENT)).toMatchObject({ state: 'held' });
  });

  it('gives back, by their ids, those of a batch that are not done with', async () => {
    const { handle, deliver, deadLetters, waiting } = await loadHandler();
    const [last = {}] = await deliver('version');
    // SQS hands out more than one message of a group at once; the one on this machine does not.
    const other = (MessageId: string, Body: string) => ({ ...last, MessageId, Body, ...NOBODYS });
    const event = sqsEventOf(other('first', 'dags explode'), other('second', 'version'), last);
    expect(await handle(event)).toStrictEqual({
      batchItemFailures: [{ itemIdentifier: 'second' }, { itemIdentifier: last.MessageId }],
    });
    expect(await deadLetters()).toBe(1);
    // Released, since it was not tried: the group waits for the second only.
    expect(await waiting()).toBe(1);
  });

  it('takes a dead letter that is redriven back into the environment’s group, and retries it', async () => {
    const { handle, received, acknowledge, records, ...queues } = await loadHandler();
    const handleAll = async (messages: readonly Message[]) => {
      expect(await handle(sqsEventOf(...messages))).toStrictEqual({ batchItemFailures: [] });
      await acknowledge(messages);
    };
    const messages = await queues.deliver('dags explode');
    await handleAll(messages);
    const [deadLetter = {}] = await queues.takeDeadLetters();
    await queues.redrive(deadLetter);
    const redriven = await received();
    expect(redriven).toMatchObject([{ Attributes: { MessageGroupId: idOf(messages) } }]);
    await handleAll(redriven);
    const sentOn = await received();
    expect(sentOn).toMatchObject([{ Attributes: { MessageGroupId: ENVIRONMENT } }]);
    await handleAll(sentOn);
    expect(await records.find(idOf(messages))).toMatchObject({ outcome: 'refused', attempts: 2 });
    // Beside the first, which was taken: it is not visible.
    expect(await queues.deadLetters()).toBe(1);
  });
});

describe('The runner fails', () => {
  it('if a message can neither run nor be dead-lettered, whose record is closed then', async () => {
    const setting = { deadLetterQueue: 'no-such-queue.fifo' };
    const { handle, deliver, records } = await loadHandler(setting);
    const messages = await deliver('dags explode');
    await expect(handle(sqsEventOf(...messages))).rejects.toThrow('does not exist');
    expect(await records.find(idOf(messages))).toMatchObject({ state: 'ended' });
  });

  it('if there is no table, and hides the message for a while', async () => {
    const { handle, deliver, received, deadLetters } = await loadHandler({
      table: 'no-such-table',
    });
    const messages = await deliver('version');
    await expect(handle(sqsEventOf(...messages))).rejects.toThrow('resource not found');
    expect(await received()).toStrictEqual([]);
    expect(await deadLetters()).toBe(0);
  });

  it('if a message that is held cannot be hidden, and keeps it so', async () => {
    const { handle, deliver, deadLetters } = await loadHandler();
    const [message = {}] = await deliver('version');
    const event = sqsEventOf({ ...message, ...NOBODYS });
    await expect(handle(event)).rejects.toThrow('visibility timeout');
    expect(await deadLetters()).toBe(0);
  });
});
