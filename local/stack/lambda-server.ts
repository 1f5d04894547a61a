import { createServer } from 'node:http';
import { deliver, readBody } from '../calls';
import { addressOf, close, listen } from '../http-server';
import type { Mapping } from './event-source-mapping';
import type { FunctionHost } from './function-host';
import { answerLambda } from './lambda-api';
import { answerInvoke } from './lambda-invoke';

/** Lambda's API, as far as it is there, on a port of this machine: event source mappings, and Invoke. */
export interface LambdaServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * @param mappings those that there are, and may be more later
 * @param functions the same, by their names
 */
export async function startLambdaServer(
  mappings: readonly Mapping[],
  functions: ReadonlyMap<string, FunctionHost>,
): Promise<LambdaServer> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = await readBody(request);
    if (body === undefined) return;
    const asked = { method, url, body };
    deliver(response, (await answerInvoke(functions, asked)) ?? answerLambda(mappings, asked));
  });
  await listen(server);
  return { endpoint: `http://${addressOf(server)}`, stop: () => close(server) };
}
