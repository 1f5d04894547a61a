import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished, vi } from 'vitest';

/** A server that takes calls and never answers, and the time limits that were set, each cut to 50 ms. */
async function hangingServer() {
  const server = createServer((request) => request.resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const limits = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50));
  onTestFinished(async () => {
    limits.mockRestore();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { endpoint, limits, config: { endpoint, region: 'us-east-1', credentials } };
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
