import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished, vi } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/stack/account';
import { serve } from './serve';

/** A server that takes calls and never answers, and the time limits that were set, each cut to 50 ms. */
async function hangingServer() {
  const server = createServer((request) => request.resume());
  const endpoint = `http://${await serve(server)}`;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const limits = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50));
  onTestFinished(() => limits.mockRestore());
  return { endpoint, limits, config: { endpoint, region: REGION, credentials: CREDENTIALS } };
}

/** An SQS that hangs. */
export async function hangingSqs() {
  const { endpoint, limits, config } = await hangingServer();
  const sqs = new SQSClient(config);
  onTestFinished(() => sqs.destroy());
  return { sqs, queueUrl: `${endpoint}/000000000000/q.fifo`, limits };
}

/** A DynamoDB that hangs. */
export async function hangingDynamoDb() {
  const { limits, config } = await hangingServer();
  const dynamoDb = new DynamoDBClient(config);
  onTestFinished(() => dynamoDb.destroy());
  return { dynamoDb, limits };
}
