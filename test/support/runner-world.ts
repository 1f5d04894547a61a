import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';
import { type Certificates, createCertificates } from '../../local/mwaa/certificates';
import { ENVIRONMENT } from './deliveries';
import { serve } from './serve';
import { temporaryFolder } from './temporary-folder';
import { HOST } from './tls-server';

/** What came over the wire. */
interface Wire {
  readonly address: string;
  /** The operations, or method and path where the protocol has none, in order. */
  readonly asked: string[];
  /** How many TLS connections were made. */
  readonly connections: () => number;
}

type Answer = (operation: string) => object;

/** All of AWS and a web server over TLS, as a runner in its environment's network finds them; each answers at once. */
export async function startRunnerWorld() {
  const certificates = await createCertificates([HOST, 'localhost']);
  const aws = await startServer(certificates, answerOfAws);
  const web = await startServer(certificates, () => ({ stdout: btoa('2.11.2\n'), stderr: '' }));
  const authority = path.join(temporaryFolder(), 'authority.pem');
  writeFileSync(authority, certificates.authority);
  const endpoint = `https://${aws.address.replace('127.0.0.1', 'localhost')}`;
  const variables = {
    NODE_EXTRA_CA_CERTS: authority,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_MWAA: endpoint,
    MWAAQ_WEB_SERVER_ADDRESS: web.address,
    MWAAQ_ENVIRONMENT: ENVIRONMENT,
    MWAAQ_QUEUE_URL: `${endpoint}/1/commands.fifo`,
    MWAAQ_DEAD_LETTER_QUEUE_URL: `${endpoint}/1/dead.fifo`,
    MWAAQ_RECORDS_TABLE: 'records',
    MWAAQ_RECORDS_RETENTION_DAYS: '30',
    MWAAQ_ALLOWED_COMMANDS: 'version',
    MWAAQ_COMMAND_TIMEOUT_MS: '65000',
    MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '0',
  };
  return { aws, web, variables };
}

async function startServer(certificates: Certificates, answer: Answer): Promise<Wire> {
  const { certificate: cert, privateKey: key } = certificates;
  const asked: string[] = [];
  let connections = 0;
  const server = createServer({ cert, key }, async (request, response) => {
    const operation = operationOf(request);
    asked.push(operation);
    await text(request);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer(operation)));
  });
  server.on('secureConnection', () => connections++);
  return { address: await serve(server), asked, connections: () => connections };
}

function operationOf({ headers, method, url }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  return target === undefined ? `${method} ${url}` : String(target).replace(/^.*\./, '');
}

function answerOfAws(operation: string): object {
  if (operation.startsWith('POST /clitoken/')) {
    return { CliToken: 'token', WebServerHostname: HOST };
  }
  if (operation.startsWith('GET /environments/')) {
    return { Environment: { AirflowVersion: '2.11.2' } };
  }
  return {};
}
