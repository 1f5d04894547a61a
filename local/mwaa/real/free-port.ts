import { once } from 'node:events';
import { createServer } from 'node:net';
import { InternalError } from '../../../lambda/contract/errors';

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new InternalError(`no port was given: ${address}`);
  }
  return address.port;
}
