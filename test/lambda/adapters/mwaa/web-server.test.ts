import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOST } from '../../../support/tls-server';
import { postOf, serve, TOKEN } from '../../../support/web-servers';

afterEach(() => {
  vi.useRealTimers();
});

describe('a post to the web server', () => {
  it('is made over TLS under the environment’s name, with the token and the command', async () => {
    const seen: { request?: IncomingMessage; body?: string } = {};
    const { webServer } = await serve(async (request, response) => {
      seen.request = request;
      seen.body = await text(request);
      response.end('{"stdout":""}');
    });
    const answer = await webServer(postOf({ path: '/aws_mwaa/cli/', body: 'dags trigger é' }));
    expect(answer).toStrictEqual({ status: 200, location: undefined, body: '{"stdout":""}' });
    expect(seen.body).toBe('dags trigger é');
    expect(seen.request).toMatchObject({ method: 'POST', url: '/aws_mwaa/cli/' });
    expect(seen.request?.headers).toMatchObject({
      host: HOST,
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'text/plain',
      'content-length': '15',
    });
  });

  it.each([400, 401, 403, 429, 500, 502, 503, 504])('brings back HTTP %i', async (status) => {
    const { webServer } = await serve((_request, response) => {
      response.writeHead(status).end('<html>');
    });
    expect(await webServer(postOf())).toMatchObject({ status, body: '<html>' });
  });

  it('brings back a redirect with its target, and follows none by itself', async () => {
    let posts = 0;
    const { webServer } = await serve((_request, response) => {
      posts += 1;
      response.writeHead(307, { location: 'https://evil.example/' }).end();
    });
    const answer = await webServer(postOf());
    expect(answer).toMatchObject({ status: 307, location: 'https://evil.example/' });
    expect(posts).toBe(1);
  });

  it('decodes an answer whose characters are split across packets', async () => {
    const { webServer } = await serve(async (_request, response) => {
      for (const byte of Buffer.from('é😀')) {
        await new Promise((resolve) => response.write(Buffer.from([byte]), resolve));
      }
      response.end();
    });
    expect((await webServer(postOf())).body).toBe('é😀');
  });
});

describe('the connection', () => {
  it('is kept for the next command', async () => {
    const { server, webServer } = await serve((_request, response) => response.end('{}'));
    await webServer(postOf());
    await webServer(postOf());
    expect(server.connections).toHaveLength(1);
  });

  it('outlives the deadline of the command before', async () => {
    let deadline = 0;
    const { server, webServer } = await serve(async (request, response) => {
      if ((await text(request)) === 'slow') await untilPast(deadline + 50);
      response.end('{}');
    });
    await webServer(postOf()); // the handshake alone may take longer than that deadline
    deadline = Date.now() + 150;
    await webServer(postOf({ deadline }));
    expect(await webServer(postOf({ body: 'slow' }))).toMatchObject({ status: 200 });
    expect(server.connections).toHaveLength(1);
  });

  it('is made anew after half a minute, in which the other side may have closed it', async () => {
    const { server, webServer } = await serve((_request, response) => response.end('{}'));
    vi.useFakeTimers({ toFake: ['Date'] });
    await webServer(postOf());
    vi.setSystemTime(Date.now() + 29_000);
    await webServer(postOf());
    expect(server.connections).toHaveLength(1);
    vi.setSystemTime(Date.now() + 31_000);
    await webServer(postOf());
    expect(server.connections).toHaveLength(2);
  });

  it('is made anew when the server has closed it', async () => {
    const { server, webServer } = await serve((_request, response) => {
      response.writeHead(200, { connection: 'close' }).end('{}');
    });
    await webServer(postOf());
    await webServer(postOf());
    expect(server.connections).toHaveLength(2);
  });
});

/** Waits for a moment of the clock: what is under test is a deadline. */
function untilPast(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - Date.now())));
}
