import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { onTestFinished } from 'vitest';
import { addressOf, close, listen } from '../../local/http-server';

/** Has a server listen on this machine until the test has finished. @returns `host:port` */
export async function serve(server: Server | TlsServer): Promise<string> {
  await listen(server);
  onTestFinished(() => close(server));
  return addressOf(server);
}
