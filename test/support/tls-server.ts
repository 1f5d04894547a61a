import type { RequestListener } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { addressOf, close, listen } from '../../local/http-server';
import { type Certificates, createCertificates } from '../../local/mwaa/certificates';

export const HOST = '0123456789ab-c2.c1.us-east-1.airflow.amazonaws.com';

/** A web server of this test's own, under a name that only its authority vouches for. */
export interface TlsServer {
  /** `host:port` */
  readonly address: string;
  /** An agent like the runner's, which trusts the server's authority. */
  readonly agent: Agent;
  /** The connections made so far. */
  readonly connections: readonly Duplex[];
  stop(): Promise<void>;
}

export async function startTlsServer(
  listener: RequestListener,
  { certificate, privateKey, authority }: Certificates,
): Promise<TlsServer> {
  const server = createServer({ cert: certificate, key: privateKey }, listener);
  const connections: Duplex[] = [];
  server.on('connection', (socket) => connections.push(socket));
  await listen(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: authority });
  return {
    address: addressOf(server),
    agent,
    connections,
    async stop() {
      agent.destroy();
      await close(server);
    },
  };
}

/** Made once for each test file: keys take their time. */
let shared: Promise<Certificates> | undefined;

export function certificatesOfHost(): Promise<Certificates> {
  shared ??= createCertificates([HOST]);
  return shared;
}
