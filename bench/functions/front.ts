import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { addressOf, listen } from '../../local/http-server';
import type { Certificates } from '../../local/mwaa/certificates';

/** A way to a server, on which connections are counted. */
export interface Front {
  /** `host:port` */
  readonly address: string;
  /** How many were made so far. */
  readonly connections: number;
  stop(): Promise<void>;
}

/**
 * Stands before a server of this machine.
 *
 * @param target `host:port` of the server
 * @param certificates for TLS, where the server itself has none, as AWS's have. @default - bytes are passed on as they are
 */
export async function startFront(target: string, certificates?: Certificates): Promise<Front> {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let connections = 0;
  const pass = (client: Socket) => {
    connections++;
    const upstream = connect({ host, port: Number(port), noDelay: true });
    client.setNoDelay(true);
    sockets.add(client);
    // Whoever ends, or fails, ends both.
    const end = () => {
      sockets.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.once('close', end).on('error', end);
    client.pipe(upstream).pipe(client);
  };
  const server =
    certificates === undefined
      ? createServer(pass)
      : createTlsServer({ cert: certificates.certificate, key: certificates.privateKey }, pass);
  await listen(server);
  return {
    address: addressOf(server),
    get connections() {
      return connections;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
