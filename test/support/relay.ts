import { connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { addressOf, listen } from '../../local/http-server';

/** An address for a server that starts later. */
export interface Relay {
  readonly endpoint: string;
  /** From now on connections go on to this server. */
  to(endpoint: string): void;
  stop(): Promise<void>;
}

/** For who must be told of a server's address before it has one. */
export async function startRelay(): Promise<Relay> {
  const sockets = new Set<Socket>();
  let target: URL | undefined;
  const server = createServer((client) => {
    if (target === undefined) return client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) sockets.add(socket);
    // Whoever ends, or fails, ends both.
    void Promise.allSettled([pipeline(client, upstream), pipeline(upstream, client)]);
    return undefined;
  });
  await listen(server);
  return {
    endpoint: `http://${addressOf(server)}`,
    to(endpoint) {
      target = new URL(endpoint);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
