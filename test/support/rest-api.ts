import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createAirflowRest, createRestClient } from '../../lambda/adapters/mwaa/airflow-rest';
import type { Clock } from '../../lambda/adapters/mwaa/pace';
import type { AirflowRest } from '../../lambda/runner/ports';
import { CREDENTIALS, REGION } from '../../local/stack/account';
import { serve } from './serve';

/** What MWAA answers to InvokeRestApi: a body, as text when it is one, or what is done to the connection. */
export type RestAction =
  | { readonly status?: number; readonly errorType?: string; readonly body?: unknown }
  | ((response: ServerResponse) => void);

/** One request as it came: its line, and its body to the letter. */
interface SeenRequest {
  readonly line: string;
  readonly body: string;
}

/** MWAA's InvokeRestApi on this machine, which does as scripted; the last of it again and again. */
export async function restApiThat(...actions: readonly RestAction[]) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const action = actions[Math.min(seen.length, actions.length - 1)] ?? {};
    seen.push({ line: `${request.method} ${request.url}`, body: await text(request) });
    if (typeof action === 'function') return action(response);
    const { status = 200, errorType, body } = action;
    response.setHeader('content-type', 'application/json');
    if (errorType !== undefined) response.setHeader('x-amzn-errortype', errorType);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const { port } = new URL(`http://${await serve(server)}`);
  return { rest: restAt(Number(port)), port: Number(port), seen };
}

/** The runner's own adapter, for an MWAA at this port. */
export function restAt(port: number, clock?: Clock, protocol = 'http'): AirflowRest {
  const caller = { environmentName: 'MyEnvironment', airflowRole: 'User' };
  const make = () =>
    createRestClient({
      endpoint: `${protocol}://127.0.0.1:${port}`,
      region: REGION,
      credentials: CREDENTIALS,
    });
  return createAirflowRest(caller, make, clock);
}
