import { createServer, type Server } from 'node:http';
import { tryParseJson } from '../../lambda/contract/json';
import { type Answer, deliver, exchange, type OnCall, readBody } from '../calls';
import type { StandInEnvironment } from './environment';
import { invokeRestApi } from './invoke-rest-api';

/** CreateCliToken, GetEnvironment and InvokeRestApi, shaped as AWS's service model has them. */
export function createApi(
  environments: ReadonlyMap<string, StandInEnvironment>,
  onCall?: OnCall,
): Server {
  return createServer(async (request, response) => {
    const body = await readBody(request);
    if (body === undefined) return;
    const [, path = '', name = ''] = /^\/(\w+)\/([^/?]+)/.exec(request.url ?? '') ?? [];
    const route = `${request.method} ${path}`;
    const environment = environments.get(decodeURIComponent(name));
    const call = {
      service: 'mwaa',
      operation: OPERATIONS[route] ?? route,
      input: tryParseJson(body),
      environment: environment?.name,
    } as const;
    const act = async () =>
      environment === undefined ? notFound(name) : serve(call.operation, environment, body);
    deliver(response, await exchange(onCall, call, act));
  });
}

/** The operations by their method and path. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'POST clitoken': 'CreateCliToken',
  'GET environments': 'GetEnvironment',
  'POST restapi': 'InvokeRestApi',
};

async function serve(
  operation: string,
  environment: StandInEnvironment,
  body: string,
): Promise<Answer> {
  const { name, host, airflow } = environment;
  switch (operation) {
    case 'CreateCliToken':
      return json(200, { CliToken: environment.mintToken(), WebServerHostname: host });
    case 'GetEnvironment':
      return json(200, {
        Environment: {
          Name: name,
          Status: 'AVAILABLE',
          AirflowVersion: airflow.version,
          WebserverUrl: host,
          WebserverAccessMode: 'PUBLIC_ONLY',
        },
      });
    case 'InvokeRestApi':
      return invokeRestApi(environment, body);
    default:
      return json(404, { message: `the stand-in does not serve ${operation}` });
  }
}

function notFound(name: string): Answer {
  return json(404, { message: `Environment with name '${name}' not found.` });
}

function json(status: number, body: unknown): Answer {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (status === 404) headers['x-amzn-errortype'] = 'ResourceNotFoundException';
  return { status, headers, body: JSON.stringify(body) };
}
