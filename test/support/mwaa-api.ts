import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MWAAClient } from '@aws-sdk/client-mwaa';
import { onTestFinished } from 'vitest';
import { createMwaaApi, type MwaaApi } from '../../lambda/adapters/mwaa/mwaa-api';

/** What MWAA answers: a body, or an error of the SDK's name. */
export interface MwaaReply {
  readonly status?: number;
  readonly errorType?: string;
  readonly body?: unknown;
}

interface Mwaa {
  readonly mwaa: MwaaApi;
  readonly asked: string[];
}

/** MWAA's API on this machine, which replies as scripted; the last reply again and again. */
export async function mwaaThat(...replies: readonly MwaaReply[]): Promise<Mwaa> {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const {
      status = 200,
      errorType,
      body,
    } = replies[Math.min(asked.length, replies.length - 1)] ?? {};
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (errorType !== undefined) response.setHeader('x-amzn-errortype', errorType);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new MWAAClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    disableHostPrefix: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { mwaa: createMwaaApi(client, 'MyEnvironment'), asked };
}
