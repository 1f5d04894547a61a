import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Certificates } from './certificates';
import { UnparsableCommandError } from './engine';
import type { StandInEnvironment } from './environment';

/** The environments' web servers, told apart by the name that the client asks for. */
export function createWebServer(
  environments: ReadonlyMap<string, StandInEnvironment>,
  { certificate, privateKey }: Certificates,
): Server {
  const byHost = new Map([...environments.values()].map((e) => [e.host, e]));
  return createServer({ cert: certificate, key: privateKey }, async (request, response) => {
    const environment = byHost.get(request.headers.host ?? '');
    const command = await text(request);
    if (environment === undefined) return send(response, 404, 'no such host');
    await serve(environment, request, command, response);
  });
}

async function serve(
  environment: StandInEnvironment,
  request: IncomingMessage,
  command: string,
  response: ServerResponse,
): Promise<void> {
  const version3 = environment.airflow.version.startsWith('3.');
  const cliPath = version3 ? '/aws_mwaa/cli/' : '/aws_mwaa/cli';
  if (version3 && request.url === '/aws_mwaa/cli') {
    response.setHeader('location', cliPath);
    return send(response, 307, '');
  }
  if (request.method !== 'POST' || request.url !== cliPath) return send(response, 404, 'Not Found');
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!environment.acceptsToken(token)) return send(response, 403, 'Forbidden');
  await runCommand(environment, command, response);
}

async function runCommand(
  environment: StandInEnvironment,
  command: string,
  response: ServerResponse,
): Promise<void> {
  try {
    const ran = await environment.run(command);
    if (ran === undefined) return send(response, 503, 'Service Unavailable');
    const base64 = (output: string) => Buffer.from(output, 'utf8').toString('base64');
    response.setHeader('content-type', 'application/json');
    send(response, 200, JSON.stringify({ stderr: base64(ran.stderr), stdout: base64(ran.stdout) }));
  } catch (error) {
    // MWAA answers a quote that is never closed with a 500, and so anything else that breaks there.
    if (!(error instanceof UnparsableCommandError)) console.error(error);
    send(response, 500, '<html><body><h1>Internal Server Error</h1></body></html>');
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(body);
}
