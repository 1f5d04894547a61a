import { once } from 'node:events';
import { Agent } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWebServer } from '../../../../lambda/adapters/mwaa/web-server';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import { HOST } from '../../../support/tls-server';
import { failureOf, postOf } from '../../../support/web-servers';

describe('the command has not run, and waits, when', () => {
  const VPC =
    "a private web server is reached only from inside the environment's VPC, and its security group must let the runner in on 443 (docs/networking.md)";

  it('nobody listens', async () => {
    const { port, stop } = await listen(() => {});
    await stop();
    const error = await failureOf(() =>
      createWebServer(new Agent(), `127.0.0.1:${port}`)(postOf()),
    );
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain(`no connection to ${HOST}`);
    expect(error.message).toContain(VPC);
  });

  it('the name is not known', async () => {
    const agent = new Agent({
      lookup: (hostname, _options, callback) => {
        const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
          code: 'ENOTFOUND',
        });
        callback(error, '', 4);
      },
    });
    const error = await failureOf(() => createWebServer(agent)(postOf()));
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain(`ENOTFOUND ${HOST}`);
    expect(error.message).toContain(VPC);
  });

  it('none of the name’s addresses takes a connection', async () => {
    const { port, stop } = await listen(() => {});
    await stop();
    const all = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const agent = new Agent({ lookup: (_name, _options, callback) => callback(null, all) });
    const error = await failureOf(() =>
      createWebServer(agent, `web-server.example:${port}`)(postOf()),
    );
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain(`no connection to ${HOST} (ECONNREFUSED); `);
  });

  it('the connection is reset before TLS stands', async () => {
    const { port } = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const error = await failureOf(() =>
      createWebServer(new Agent(), `127.0.0.1:${port}`)(postOf()),
    );
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
  });

  it('TLS never comes to stand: the deadline ends it', async () => {
    const { port } = await listen(() => {});
    const post = postOf({ deadline: Date.now() + 200 });
    const error = await failureOf(() => createWebServer(new Agent(), `127.0.0.1:${port}`)(post));
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain('no answer in time');
    expect(error.message).toContain(VPC);
  });
});

/** A server that speaks no TLS. */
async function listen(onConnection: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { port: (server.address() as AddressInfo).port, stop };
}
