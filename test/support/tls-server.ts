import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
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
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: authority });
  return {
    address: `127.0.0.1:${port}`,
    agent,
    connections,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Made once for each test file: keys take their time. */
let shared: Promise<Certificates> | undefined;

export function certificatesOfHost(): Promise<Certificates> {
  shared ??= createCertificates([HOST]);
  return shared;
}
