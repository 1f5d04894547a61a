import { type Agent, request as httpsRequest } from 'node:https';
import { AnswerLostError, EnvironmentUnavailableError } from '../../contract/errors';
import { MAX_ANSWER_BYTES } from '../../contract/limits';
import { keepFresh } from './fresh-agent';

/** One POST to the web server. */
export interface Post {
  readonly host: string;
  readonly path: string;
  readonly token: string;
  readonly body: string;
  /** When to give up the whole exchange, in milliseconds since the epoch. */
  readonly deadline: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Posts one command. Throws as `AirflowCli.run` does. */
export type WebServer = (post: Post) => Promise<HttpAnswer>;

/**
 * The web server over HTTPS, with `node:https` and a keep-alive agent, which costs a quarter of the
 * CPU of `fetch`.
 *
 * @param address `host:port` to connect to in place of the name; the certificate is checked against
 *   the name all the same. For the local stack and tests.
 */
export function createWebServer(agent: Agent, address?: string): WebServer {
  const fresh = keepFresh(agent);
  return (post) => fresh(() => send(post, agent, address));
}

function send(post: Post, agent: Agent, address: string | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(Math.max(1, post.deadline - Date.now()));
    const request = httpsRequest({
      ...connectTo(post.host, address),
      agent,
      method: 'POST',
      path: post.path,
      signal,
      headers: {
        host: post.host,
        authorization: `Bearer ${post.token}`,
        'content-type': 'text/plain',
        'content-length': Buffer.byteLength(post.body),
      },
    });
    // Until the TLS connection stands, not a byte of the command has left. A socket that was kept
    // from the last command may have taken it even when the error comes at once.
    let mayHaveLeft = false;
    request.on('socket', (socket) => {
      if (request.reusedSocket) mayHaveLeft = true;
      else socket.once('secureConnect', () => (mayHaveLeft = true));
    });
    const fail = (error: Error) => reject(explain(error, post.host, mayHaveLeft, signal));
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk);
        else response.destroy(new Error(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`));
      });
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.end(post.body);
  });
}

/** @param address as `createWebServer` has it */
export function connectTo(host: string, address: string | undefined) {
  if (address === undefined) return { host, port: 443, servername: host };
  const { hostname, port } = new URL(`https://${address}`);
  return { host: hostname, port: Number(port), servername: host };
}

function explain(error: Error, host: string, mayHaveLeft: boolean, signal: AbortSignal): Error {
  const code = (error as NodeJS.ErrnoException).code;
  // Of a name with several addresses, none of which is reached, Node tells no more than the code.
  const what = signal.aborted ? 'no answer in time' : error.message || code;
  if (mayHaveLeft) {
    const text = `${host} took the command, but its answer was lost (${what})`;
    const isDown = code?.startsWith('E') ?? false; // such as ECONNRESET
    const trouble = isDown ? 'environment' : signal.aborted ? 'late' : 'senseless';
    return new AnswerLostError(text, trouble, { cause: error });
  }
  const isUnreachable =
    code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ECONNREFUSED' || signal.aborted;
  const remedy = isUnreachable
    ? "; a private web server is reached only from inside the environment's VPC, and its security group must let the runner in on 443 (docs/networking.md)"
    : '';
  return new EnvironmentUnavailableError(`no connection to ${host} (${what})${remedy}`, {
    cause: error,
  });
}
