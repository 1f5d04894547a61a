import type { RequestListener } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { createWebServer, type Post, type WebServer } from '../../lambda/adapters/mwaa/web-server';
import type { Certificates } from '../../local/mwaa/certificates';
import { errorOf, placesOf } from './errors';
import { certificatesOfHost, HOST, startTlsServer, type TlsServer } from './tls-server';

export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl';

/** A server for one test, and the adapter that posts to it. */
export async function serve(
  listener: RequestListener,
  certificates?: Certificates,
): Promise<{ readonly server: TlsServer; readonly webServer: WebServer }> {
  const server = await startTlsServer(listener, certificates ?? (await certificatesOfHost()));
  onTestFinished(() => server.stop());
  return { server, webServer: createWebServer(server.agent, server.address) };
}

/** A post that the web server has some seconds for. */
export function postOf(changes: Partial<Post> = {}): Post {
  return {
    host: HOST,
    path: '/aws_mwaa/cli',
    token: TOKEN,
    body: 'dags trigger d',
    deadline: Date.now() + 5000,
    ...changes,
  };
}

/** The error of a post that fails. Fails the test when the error holds the token anywhere. */
export async function failureOf(action: () => Promise<unknown>): Promise<Error> {
  const error = await errorOf(action);
  expect(placesOf(TOKEN, error)).toStrictEqual([]);
  expect(error.cause).toBeInstanceOf(Error);
  return error;
}
