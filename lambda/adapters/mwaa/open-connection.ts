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
 * @throws Error when there is no answer until then, or no time left to ask
 */
export function openConnection(
  agent: Agent,
  { host, address }: Destination,
  until: number,
): Promise<void> {
  const left = until - Date.now();
  // A token that came too late is the first command's, and so is the agent's connection.
  if (left <= 0) return Promise.reject(new Error(`no time left to connect to ${host}`));
  return new Promise((resolve, reject) => {
    request({
      ...connectTo(host, address),
      agent,
      path: '/',
      headers: { host },
      signal: AbortSignal.timeout(left),
    })
      .on('response', (response) => response.resume().on('end', resolve).on('error', reject))
      .on('error', reject)
      .end();
  });
}
