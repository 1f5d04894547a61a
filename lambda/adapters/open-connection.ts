import { type Agent, request } from 'node:https';
import { connectTo } from './web-server';

/** Where a connection goes. */
export interface Destination {
  readonly host: string;
  /** As `createWebServer` has it. */
  readonly address?: string | undefined;
}

/**
 * Leaves a connection to the web server with the agent, for the first command. It asks for the front page, without the
 * token, since an agent keeps only a connection that something went over; whatever is answered will do. Node gives a
 * connection up after a HEAD whose answer has no length.
 *
 * @param until when to give up, in milliseconds since the epoch: the agent's one connection must be free for a command
 * @throws Error when there is no answer until then
 */
export function openConnection(
  agent: Agent,
  { host, address }: Destination,
  until: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    request({
      ...connectTo(host, address),
      agent,
      path: '/',
      headers: { host },
      signal: AbortSignal.timeout(Math.max(1, until - Date.now())),
    })
      .on('response', (response) => response.resume().on('end', resolve).on('error', reject))
      .on('error', reject)
      .end();
  });
}
