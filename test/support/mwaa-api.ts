import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { MWAAClient } from '@aws-sdk/client-mwaa';
import { onTestFinished } from 'vitest';
import { createMwaaApi, type MwaaApi } from '../../lambda/adapters/mwaa/mwaa-api';
import { CREDENTIALS, REGION } from '../../local/stack/account';
import { serve } from './serve';

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
  const client = new MWAAClient({
    endpoint: `http://${await serve(server)}`,
    disableHostPrefix: true,
    region: REGION,
    credentials: CREDENTIALS,
  });
  onTestFinished(() => client.destroy());
  return { mwaa: createMwaaApi(client, 'MyEnvironment'), asked };
}
