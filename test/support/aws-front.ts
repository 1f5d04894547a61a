import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer, Loss } from '../../local/calls';
import { addressOf, close, listen } from '../../local/http-server';
import { pass } from './lossy-proxy';

/** What becomes of an operation instead of being passed on; nothing for one that is. */
type OnAsked = (operation: string) => Answer | Loss | undefined;

/** Stands before an AWS service on this machine, and sees every call, whoever makes it. */
export interface AwsFront {
  readonly endpoint: string;
  /** The operations that were asked for, or the method and path where the protocol has none. */
  readonly asked: string[];
  onAsked: OnAsked | undefined;
  stop(): Promise<void>;
}

export async function startAwsFront(endpoint: string): Promise<AwsFront> {
  const server = createServer(async (request, response) => {
    const [, name = `${request.method} ${request.url}`] = String(
      request.headers['x-amz-target'],
    ).split('.');
    front.asked.push(name);
    const instead = front.onAsked?.(name);
    const body = await buffer(request);
    if (instead === 'hang') return;
    if (instead === 'reset') return void request.socket.destroy();
    if (instead !== undefined) {
      return void response.writeHead(instead.status, { ...instead.headers }).end(instead.body);
    }
    const answer = await pass(endpoint, request, body);
    return void response
      .writeHead(answer.statusCode ?? 500, answer.headers)
      .end(await buffer(answer));
  });
  await listen(server);
  const front: AwsFront = {
    endpoint: `http://${addressOf(server)}`,
    asked: [],
    onAsked: undefined,
    stop: () => close(server),
  };
  return front;
}
