import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../local/http-server';
import { host } from '../../support/bundle';

const MB = 1024 * 1024;

describe('what a process of a function uses', () => {
  it('is told with how many events it was given, for each process', async () => {
    const { target } = host('exports.handler = async () => process.pid;');
    await Promise.all([target.invoke({}), target.invoke({})]);
    const pid = await target.invoke({});

    const usages = await target.usage();

    expect(usages.map(({ invocations }) => invocations).toSorted()).toEqual([1, 2]);
    expect(usages.find(({ invocations }) => invocations === 2)?.pid).toBe(pid);
  });

  it('is told in the middle of an event', async () => {
    const { target, events } = host(`exports.handler = async () => {
      console.log('started');
      await new Promise(() => setInterval(() => {}, 1000));
    };`);
    const ended = target.invoke({}).catch(() => 'killed');
    while (events.length === 0) await new Promise(setImmediate);

    expect(await target.usage()).toMatchObject([{ invocations: 1 }]);

    await target.kill();
    expect(await ended).toBe('killed');
  });

  it('grows with what it keeps, not with what it has thrown away', async () => {
    const { target } = host(`const kept = [];
      exports.handler = async ({ keep }) => {
        const list = Array.from({ length: 500_000 }, (_, i) => ({ i }));
        if (keep) kept.push(list);
      };`);
    const heap = async () => (await target.usage())[0]?.heapBytes ?? 0;
    await target.invoke({ keep: false });
    const first = await heap();

    await target.invoke({ keep: false });
    const second = await heap();
    await target.invoke({ keep: true });
    const third = await heap();

    expect(second - first).toBeLessThan(2 * MB);
    expect(third - second).toBeGreaterThan(5 * MB);
  });

  it('has each connection that is open, by where it goes', async () => {
    const port = await listeningPort();
    const { target } = host(`const { connect } = require('node:net');
      exports.handler = (port) => new Promise((done) => {
        const socket = connect(port, '127.0.0.1', () => done());
        socket.unref();
      });`);
    await target.invoke(port);
    await target.invoke(port);

    const [usage] = await target.usage();

    expect(usage?.connections).toEqual({ [`127.0.0.1:${port}`]: 2 });
  });
});

/** Of a server that takes connections and says nothing. */
async function listeningPort(): Promise<number> {
  const server = await listen(createServer());
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
