import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type Answer, deliver, exchange, type OnCall, readBody } from '../calls';
import type { Certificates } from './certificates';
import { answerElsewhere } from './cli-path';
import { UnparsableCommandError } from './engine';
import type { StandInEnvironment } from './environment';

/** The environments' web servers, told apart by the name that the client asks for. */
export function createWebServer(
  environments: ReadonlyMap<string, StandInEnvironment>,
  { certificate, privateKey }: Certificates,
  onCall?: OnCall,
): Server {
  const byHost = new Map([...environments.values()].map((e) => [e.host, e]));
  return createServer({ cert: certificate, key: privateKey }, async (request, response) => {
    const environment = byHost.get(request.headers.host ?? '');
    const command = await readBody(request);
    if (command === undefined) return;
    const call = {
      service: 'web-server',
      operation: request.method ?? '',
      input: command,
      environment: environment?.name,
    } as const;
    const act = async () =>
      environment === undefined
        ? { status: 404, body: 'no such host' }
        : serve(environment, request, command);
    deliver(response, await exchange(onCall, call, act));
  });
}

async function serve(
  environment: StandInEnvironment,
  { method, url, headers }: IncomingMessage,
  command: string,
): Promise<Answer> {
  const elsewhere = answerElsewhere(url, environment.airflow.version);
  if (elsewhere !== undefined) return elsewhere;
  if (method !== 'POST') return { status: 404, body: 'Not Found' };
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!environment.acceptsToken(token)) return { status: 403, body: 'Forbidden' };
  return runCommand(environment, command);
}

async function runCommand(environment: StandInEnvironment, command: string): Promise<Answer> {
  try {
    const ran = await environment.run(command);
    if (ran === undefined) return { status: 503, body: 'Service Unavailable' };
    const base64 = (output: string) => Buffer.from(output, 'utf8').toString('base64');
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ stderr: base64(ran.stderr), stdout: base64(ran.stdout) }),
    };
  } catch (error) {
    // MWAA answers a quote that is never closed with a 500, and so anything else that breaks there.
    if (!(error instanceof UnparsableCommandError)) console.error(error);
    return { status: 500, body: '<html><body><h1>Internal Server Error</h1></body></html>' };
  }
}
