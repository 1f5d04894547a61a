import { createServer, request } from 'node:http';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { startFront } from '../../bench/functions/front';
import { createCertificates } from '../../local/mwaa/certificates';
import { serve } from '../support/serve';

/** A server that answers with the request's path. */
function startEcho(): Promise<string> {
  return serve(createServer(({ url }, response) => void response.end(url)));
}

/** @returns what a GET on a connection of its own is answered with */
function fetchBy(start: typeof get, options: object): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  start({ ...options, agent: false }, (response) => void text(response).then(resolve, reject))
    .on('error', reject)
    .end();
  return promise;
}

it('a front passes on what comes by TLS, and counts the connections', async () => {
  const certificates = await createCertificates(['127.0.0.1']);
  const front = await startFront(await startEcho(), certificates);
  onTestFinished(() => front.stop());
  const [host, port] = front.address.split(':');
  const options = { host, port, ca: certificates.authority };

  expect(await fetchBy(get, { ...options, path: '/one' })).toBe('/one');
  expect(await fetchBy(get, { ...options, path: '/two' })).toBe('/two');
  expect(front.connections).toBe(2);
  await expect(fetchBy(get, { host, port })).rejects.toThrow(/certificate/);
});

it('a front without certificates passes bytes on as they are', async () => {
  const front = await startFront(await startEcho());
  onTestFinished(() => front.stop());
  const [host, port] = front.address.split(':');

  expect(await fetchBy(request, { host, port, path: '/plain' })).toBe('/plain');
  expect(front.connections).toBe(1);
});
