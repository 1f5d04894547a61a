import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openConnection } from '../../../../lambda/adapters/mwaa/open-connection';
import { HOST } from '../../../support/tls-server';
import { postOf, serve } from '../../../support/web-servers';

afterEach(() => {
  vi.useRealTimers();
});

/** A web server that a connection is open to, and what it was asked. */
async function serveWarm(status = 404) {
  const seen: IncomingMessage[] = [];
  const { server, webServer } = await serve((request, response) => {
    seen.push(request);
    response.writeHead(status).end('page');
  });
  const { agent, address } = server;
  await openConnection(agent, { host: HOST, address }, Date.now() + 5000);
  return { server, webServer, seen };
}

describe('a connection that is opened before the first command', () => {
  it('is asked for the front page, without a token', async () => {
    const { seen } = await serveWarm();

    const [request, ...more] = seen;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'GET', url: '/', headers: { host: HOST } });
    expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual(['connection', 'host']);
  });

  it.each([200, 302, 403, 404, 503])(
    'is what the command goes over, also after HTTP %i',
    async (status) => {
      const { server, webServer, seen } = await serveWarm(status);
      await webServer(postOf());

      expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
      expect(server.connections).toHaveLength(1);
    },
  );

  it('is not used when the first command comes more than half a minute later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { server, webServer } = await serveWarm();
    vi.setSystemTime(Date.now() + 31_000);
    await webServer(postOf({ deadline: Date.now() + 5000 }));

    expect(server.connections).toHaveLength(2);
  });

  it('is given up in time when nothing is answered, and stands in no command’s way', async () => {
    const { server, webServer } = await serve((request, response) => {
      if (request.method === 'POST') response.end('{}');
    });
    const { agent, address } = server;
    const opening = openConnection(agent, { host: HOST, address }, Date.now() + 200);

    await expect(opening).rejects.toThrow('aborted');
    expect(await webServer(postOf())).toMatchObject({ status: 200 });
  });

  it('is not begun when its time is over: a command may be under way by then', async () => {
    const { server } = await serve(() => {});
    const { agent, address } = server;
    const opening = openConnection(agent, { host: HOST, address }, Date.now());

    expect(Object.keys(agent.sockets)).toEqual([]);
    await expect(opening).rejects.toThrow(`no time left to connect to ${HOST}`);
  });

  it('fails where there is no web server', async () => {
    const { server } = await serve(() => {});
    const { agent, address } = server;
    await server.stop();

    const opening = openConnection(agent, { host: HOST, address }, Date.now() + 5000);
    await expect(opening).rejects.toThrow('ECONNREFUSED');
  });
});
