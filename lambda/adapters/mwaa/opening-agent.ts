import type { ClientRequest } from 'node:http';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';

/** An agent, for one request at a time, that knows whether the connection which the last one waited for stands. */
export class OpeningAgent extends Agent {
  /** Not a byte of the request has left: until TLS stands, Node keeps all of it. */
  isOpening = false;

  override createConnection(...args: Parameters<Agent['createConnection']>) {
    this.isOpening = true;
    const socket = super.createConnection(...args);
    return socket?.once('secureConnect', () => {
      this.isOpening = false;
    });
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    this.isOpening = false;
    super.reuseSocket(socket, request);
  }
}
