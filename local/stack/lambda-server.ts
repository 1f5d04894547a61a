import { createServer } from 'node:http';
import { deliver, readBody } from '../calls';
import { addressOf, close, listen } from '../http-server';
import type { Mapping } from './event-source-mapping';
import { answerLambda } from './lambda-api';

/** What Lambda's API says of event source mappings, on a port of this machine. */
export interface LambdaServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** @param mappings those that there are, and may be more later */
export async function startLambdaServer(mappings: readonly Mapping[]): Promise<LambdaServer> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = await readBody(request);
    if (body !== undefined) deliver(response, answerLambda(mappings, { method, url, body }));
  });
  await listen(server);
  return { endpoint: `http://${addressOf(server)}`, stop: () => close(server) };
}
