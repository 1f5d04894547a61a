import { createServer, type Server } from 'node:http';
import type { StandInEnvironment } from './environment';

/** CreateCliToken and GetEnvironment, shaped as AWS's service model has them. */
export function createApi(environments: ReadonlyMap<string, StandInEnvironment>): Server {
  return createServer((request, response) => {
    const [, operation = '', name = ''] = /^\/(\w+)\/([^/?]+)/.exec(request.url ?? '') ?? [];
    const environment = environments.get(decodeURIComponent(name));
    const { status, body } =
      environment === undefined
        ? notFound(name)
        : answer(`${request.method} ${operation}`, environment);
    const errorType = status === 404 ? { 'x-amzn-errortype': 'ResourceNotFoundException' } : {};
    response.writeHead(status, { 'content-type': 'application/json', ...errorType });
    response.end(JSON.stringify(body));
    request.resume();
  });
}

interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

function answer(operation: string, environment: StandInEnvironment): ApiAnswer {
  const { name, host, airflow } = environment;
  switch (operation) {
    case 'POST clitoken':
      return { status: 200, body: { CliToken: environment.mintToken(), WebServerHostname: host } };
    case 'GET environments':
      return {
        status: 200,
        body: {
          Environment: {
            Name: name,
            Status: 'AVAILABLE',
            AirflowVersion: airflow.version,
            WebserverUrl: host,
            WebserverAccessMode: 'PUBLIC_ONLY',
          },
        },
      };
    default:
      return { status: 404, body: { message: `the stand-in does not serve ${operation}` } };
  }
}

function notFound(name: string): ApiAnswer {
  return { status: 404, body: { message: `Environment with name '${name}' not found.` } };
}
