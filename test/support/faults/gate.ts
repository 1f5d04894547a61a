import { connect, createServer, type Server, type Socket } from 'node:net';
import { addressOf, listen } from '../../../local/http-server';

/** Stands before the web servers, and treats connections as networks and load balancers do. */
export class Gate {
  /** What becomes of new connections: reset before a byte of TLS, or passed on. */
  closed = false;
  private abandoned = new WeakSet<Socket>();
  private readonly open = new Map<Socket, Socket>();

  private constructor(private readonly server: Server) {}

  /** @param target `host:port` to pass connections on to */
  static async before(target: string): Promise<Gate> {
    const { hostname, port } = new URL(`https://${target}`);
    const server = createServer();
    const gate = new Gate(server);
    server.on('connection', (client) => gate.pass(client, hostname, Number(port)));
    await listen(server);
    return gate;
  }

  /** `host:port` */
  get address(): string {
    return addressOf(this.server);
  }

  /**
   * Ends the open connections as a load balancer does while its client is frozen: the client sees none
   * of it until it writes, and is answered with a reset.
   */
  abandon(): void {
    for (const [client, upstream] of this.open) {
      this.abandoned.add(client);
      upstream.destroy();
    }
  }

  async shut(): Promise<void> {
    for (const [client, upstream] of this.open) for (const s of [client, upstream]) s.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(client: Socket, host: string, port: number): void {
    client.on('error', () => undefined); // the runner has gone
    if (this.closed) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(port, host);
    this.open.set(client, upstream);
    upstream.on('error', () => client.destroy());
    upstream.on('data', (bytes) => client.write(bytes));
    client.on('data', (bytes) => {
      if (this.abandoned.has(client)) client.resetAndDestroy();
      else upstream.write(bytes);
    });
    client.on('close', () => {
      this.open.delete(client);
      upstream.destroy();
    });
    upstream.on('close', () => {
      if (!this.abandoned.has(client)) client.end();
    });
  }
}
