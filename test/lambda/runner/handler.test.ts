import type { SQSEvent } from 'aws-lambda';
import { afterEach, expect, it, vi } from 'vitest';
import { ENVIRONMENT } from '../../support/deliveries';
import { stubEnvironment } from '../../support/environment';
import { startSqs } from '../../support/fifo-queues';
import { LAMBDA_CONTEXT } from '../../support/lambda-context';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The runner's handler as Lambda loads it, with SQS on this machine and no MWAA anywhere. */
async function loadHandler(deadLetterQueue = 'commands-dlq.fifo') {
  const { endpoint, createQueue, count } = await startSqs();
  const queueUrl = await createQueue('commands.fifo');
  const dlqUrl = await createQueue('commands-dlq.fifo');
  stubEnvironment({
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_MWAA: 'http://127.0.0.1:1',
    AWS_MAX_ATTEMPTS: '1',
    MWAAQ_ENVIRONMENT: ENVIRONMENT,
    MWAAQ_QUEUE_URL: queueUrl,
    MWAAQ_DEAD_LETTER_QUEUE_URL: dlqUrl.replace('commands-dlq.fifo', deadLetterQueue),
    MWAAQ_ALLOWED_COMMANDS: 'version',
    MWAAQ_COMMAND_TIMEOUT_MS: '1000',
    MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '0',
    MWAAQ_AIRFLOW_VERSION: '3.0.6',
  });
  const { handler } = await import('../../../lambda/runner/handler');
  const deadLetters = () => count(dlqUrl);
  return { handle: (event: SQSEvent) => handler(event, LAMBDA_CONTEXT), deadLetters };
}

function eventOf(...bodies: string[]): SQSEvent {
  return {
    Records: bodies.map((body, i) => ({
      messageId: `message-${i}`,
      receiptHandle: 'receipt',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.now() - 1000),
        SenderId: 'AIDA',
        ApproximateFirstReceiveTimestamp: String(Date.now()),
        MessageGroupId: ENVIRONMENT,
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:commands.fifo',
      awsRegion: 'us-east-1',
    })),
  };
}

it('the runner acknowledges a message that it has dead-lettered', async () => {
  const { handle, deadLetters } = await loadHandler();
  expect(await handle(eventOf('dags explode'))).toStrictEqual({ batchItemFailures: [] });
  expect(await deadLetters()).toBe(1);
});

it('the runner fails if a message can neither run nor be dead-lettered', async () => {
  const { handle } = await loadHandler('no-such-queue.fifo');
  await expect(handle(eventOf('dags explode'))).rejects.toThrow('does not exist');
});

it('the runner fails if a message that is held cannot be hidden, and keeps it so', async () => {
  // The receipt is nobody's: SQS refuses to hide the message.
  const { handle, deadLetters } = await loadHandler();
  await expect(handle(eventOf('version'))).rejects.toThrow('visibility timeout');
  expect(await deadLetters()).toBe(0);
});

it('the runner gives back, by their ids, those of a batch that are not done with', async () => {
  const { handle, deadLetters } = await loadHandler();
  expect(await handle(eventOf('dags explode', 'version', 'version'))).toStrictEqual({
    batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }],
  });
  expect(await deadLetters()).toBe(1);
});
