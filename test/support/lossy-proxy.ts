import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { serve } from './serve';

/**
 * Stands before an AWS service on this machine, and loses the first answer to an operation: the
 * service has done what it was asked, and whoever asked only sees the connection break.
 *
 * @param operation for example `PutItem`
 */
export async function losingFirstAnswer(endpoint: string, operation: string) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const [, name = ''] = String(request.headers['x-amz-target']).split('.');
    asked.push(name);
    const isLost = name === operation && asked.filter((n) => n === name).length === 1;
    const answer = await pass(endpoint, request, await buffer(request));
    const body = await buffer(answer);
    if (isLost) request.socket.destroy();
    else response.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
  });
  return { endpoint: `http://${await serve(server)}`, asked };
}

/** Passes a request on to a server, and gives its answer. */
export async function pass(
  endpoint: string,
  { method, headers, url }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  const outgoing = httpRequest(new URL(url ?? '/', endpoint), { method, headers });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return answer;
}
