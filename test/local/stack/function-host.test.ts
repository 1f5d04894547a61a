import { describe, expect, it, vi } from 'vitest';
import type { StackEvent } from '../../../local/stack/events';
import { host } from '../../support/bundle';

const PID = 'exports.handler = async () => process.pid;';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH
  }
}

/** The process id that a handler prints as its first line; needs no timer. */
async function printedPid(events: readonly StackEvent[]): Promise<number> {
  for (;;) {
    const [logged] = events;
    if (logged?.kind === 'logged') return Number(logged.entry.message);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('an invocation', () => {
  it("gives the event to the bundle's handler, and its result back", async () => {
    const { target } = host('exports.handler = async (event) => ({ seen: event });');

    expect(await target.invoke({ a: ['ü', 1] })).toEqual({ seen: { a: ['ü', 1] } });
  });

  it('has the handler that the template names', async () => {
    const { target } = host('exports.other = async () => 7;', { handler: 'index.other' });

    expect(await target.invoke({})).toBe(7);
  });

  it('waits for the top level of an ES module, as Lambda’s start does', async () => {
    const source = `
      await new Promise(setImmediate);
      const ready = Promise.resolve(7);
      export const handler = async () => ready;`;
    const { target } = host(source, {}, 'index.mjs');

    expect(await target.invoke({})).toBe(7);
  });

  it('gives null for a handler that returns nothing, as Lambda does', async () => {
    const { target } = host('exports.handler = async () => {};');

    expect(await target.invoke({})).toBeNull();
  });

  it('tells the handler what Lambda tells it, and how much time is left', async () => {
    const { target } = host(
      `exports.handler = async (_, context) => ({
         ...context, left: context.getRemainingTimeInMillis(), directory: process.cwd() });`,
      { timeoutSeconds: 60, memoryMb: 512 },
    );

    const { left, ...context } = Object(await target.invoke({}));

    expect(context).toMatchObject({
      functionName: 'my-function',
      memoryLimitInMB: '512',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      directory: target.spec.folder,
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it("has the template's variables and Lambda's own, and nothing of this process's", async () => {
    vi.stubEnv('MWAAQ_LEAK', 'must not be seen');
    const { target } = host('exports.handler = async () => process.env;', {
      variables: { MWAAQ_ENVIRONMENT: 'MyEnvironment' },
    });

    const seen = await target.invoke({});
    vi.unstubAllEnvs();

    expect(seen).toEqual({
      MWAAQ_ENVIRONMENT: 'MyEnvironment',
      AWS_LAMBDA_FUNCTION_NAME: 'my-function',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      LAMBDA_TASK_ROOT: target.spec.folder,
      TZ: ':UTC',
      _HANDLER: 'index.handler',
    });
  });
});

describe('the processes', () => {
  it('are reused one after the other, never two at once', async () => {
    const { target } = host(PID);

    const first = await target.invoke({});
    const together = await Promise.all([target.invoke({}), target.invoke({})]);

    expect(together).toContain(first);
    expect(new Set(together).size).toBe(2);
  });

  it('are replaced when they end between two invocations', async () => {
    const { target } = host(
      'exports.handler = async () => { setImmediate(() => process.exit(0)); return process.pid; };',
    );
    const first = Number(await target.invoke({}));
    await vi.waitFor(() => expect(isAlive(first)).toBe(false));

    expect(await target.invoke({})).not.toBe(first);
  });

  it('are all gone after stop, busy ones too', async () => {
    const { target, events } = host(
      `exports.handler = async () => { console.log(process.pid); await new Promise((done) => setTimeout(done, 60_000)); };`,
    );
    const invocation = expect(target.invoke({})).rejects.toThrow('ended (killed)');
    const pid = await printedPid(events);
    expect(isAlive(pid)).toBe(true);

    await target.stop();

    await invocation;
    expect(isAlive(pid)).toBe(false);
  });
});

describe('what goes wrong', () => {
  it('fails if the handler throws, and keeps the process, as Lambda does', async () => {
    const { target, events } = host(
      `exports.handler = async ({ fail }) => { if (fail) throw new Error('no luck'); return process.pid; };`,
    );
    const before = await target.invoke({});

    await expect(target.invoke({ fail: true })).rejects.toThrow('no luck');

    expect(await target.invoke({})).toBe(before);
    expect(events).toEqual([
      { kind: 'function-failed', functionName: 'my-function', reason: 'no luck' },
    ]);
  });

  it('fails if the process dies, and starts another one next time', async () => {
    const { target, events } = host(
      'exports.handler = async ({ die }) => (die ? process.exit(7) : process.pid);',
    );
    const before = await target.invoke({});

    await expect(target.invoke({ die: true })).rejects.toThrow(
      'the process of my-function ended (7)',
    );

    expect(await target.invoke({})).not.toBe(before);
    expect(events).toMatchObject([{ kind: 'function-failed' }]);
  });

  it('fails if the bundle cannot be loaded, and logs why', async () => {
    const { target, events } = host("throw new Error('bad bundle');");

    await expect(target.invoke({})).rejects.toThrow('the process of my-function ended (1)');

    await vi.waitFor(() =>
      expect(events).toContainEqual({
        kind: 'logged',
        functionName: 'my-function',
        entry: { message: 'Error: bad bundle' },
      }),
    );
  });

  it('fails if the folder of the bundle is missing', async () => {
    const { target } = host(PID, { folder: '/no/such/folder' });

    await expect(target.invoke({})).rejects.toThrow('ENOENT');
  });

  it('fails if the time is over, and kills the process with what it was doing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      // GIVEN a handler that never ends
      const { target, events } = host(
        'exports.handler = async () => { console.log(process.pid); for (;;); };',
        { timeoutSeconds: 180 },
      );
      const invocation = expect(target.invoke({})).rejects.toThrow('timed out after 180 seconds');
      const pid = await printedPid(events);

      // WHEN its time is not quite over, THEN it still runs
      vi.advanceTimersByTime(179_999);
      expect(isAlive(pid)).toBe(true);

      // WHEN it is over, THEN it is killed
      vi.advanceTimersByTime(1);
      await invocation;
      vi.useRealTimers();
      await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('logs', () => {
  it('are read line by line from both streams: JSON as it is, other text as a message', async () => {
    const { target, events } = host(
      `exports.handler = async () => {
         console.log('{"level":"INFO","message":"ran"}');
         console.error('plain');
       };`,
    );

    await target.invoke({});

    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toEqual(
      expect.arrayContaining([
        {
          kind: 'logged',
          functionName: 'my-function',
          entry: { level: 'INFO', message: 'ran' },
        },
        { kind: 'logged', functionName: 'my-function', entry: { message: 'plain' } },
      ]),
    );
  });

  it('are entries also for JSON that is no object', async () => {
    const { target, events } = host(
      `exports.handler = async () => { console.log('7'); console.log('null'); };`,
    );

    await target.invoke({});

    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events).toMatchObject([{ entry: { message: '7' } }, { entry: { message: 'null' } }]);
  });
});
