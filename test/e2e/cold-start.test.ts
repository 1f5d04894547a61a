import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS_FOLDER } from '../../scripts/functions';
import { host } from '../support/bundle';
import { ENVIRONMENT } from '../support/deliveries';
import { startRunnerWorld } from '../support/runner-world';
import { sqsEventOf } from '../support/sqs-events';

/** The real runner, which also tells what of Node its process has loaded. */
const RUNNER = `
  const { handler: run } = await import(${JSON.stringify(pathToFileURL(`${FUNCTIONS_FOLDER}/runner/index.mjs`).href)});
  export const handler = (event, context) => 'tell' in event ? process.moduleLoadList : run(event, context);`;

/** What the runner does at its start, in any order. */
const START = [
  'GET /environments/MyEnvironment',
  'GetItem',
  'GetItem',
  'GetQueueAttributes',
  'POST /clitoken/MyEnvironment',
];

/** What it asks of AWS for a command. */
const COMMAND = ['ChangeMessageVisibility', 'PutItem', 'PutItem', 'GetItem'];

async function startRunner(changed: Readonly<Record<string, string>> = {}) {
  const { aws, web, variables } = await startRunnerWorld();
  const spec = { timeoutSeconds: 180, variables: { ...variables, ...changed } };
  const { target, events } = host(RUNNER, spec, 'index.mjs');
  let sent = 0;
  return {
    aws,
    web,
    logged: () => events.map((event) => (event.kind === 'logged' ? event.entry.message : event)),
    /** @returns what of Node is loaded */
    start: async () => (await target.invoke({ tell: 'modules' })) as readonly string[],
    run() {
      const now = String(Date.now());
      const Attributes = {
        ApproximateReceiveCount: '1',
        SentTimestamp: now,
        ApproximateFirstReceiveTimestamp: now,
        MessageGroupId: ENVIRONMENT,
      };
      const MessageId = `message-${++sent}`;
      return target.invoke(sqsEventOf({ MessageId, Body: 'version', Attributes }));
    },
  };
}

describe('the start of the runner', () => {
  it('gets what the first command needs, and sends none', async () => {
    const { start, aws, web, logged } = await startRunner();
    await start();

    expect(aws.asked.toSorted()).toEqual(START);
    expect(web.asked).toEqual(['GET /']);
    expect(logged()).toEqual(['cold start']);
  });

  it('has a trigger played through, so that the first command finds all code compiled', async () => {
    const { start, run } = await startRunner();
    const loaded = await start();
    // Of the last that a trigger needs: its output is compressed for the record.
    expect(loaded).toContain('NativeModule zlib');
    await run();

    expect(await start()).toEqual(loaded);
  });

  it('loads neither fetch nor HTTP/2, which take as long as all the rest, and no command does', async () => {
    const { start, run } = await startRunner();
    await run();

    const loaded = await start();
    expect(loaded).toContain('NativeModule https');
    expect(loaded.filter((name) => /undici|http2/.test(name))).toEqual([]);
  });

  it('fails not where MWAA cannot be asked, but says so once; the command waits', async () => {
    const nobody = { AWS_ENDPOINT_URL_MWAA: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
    const { start, run, logged } = await startRunner(nobody);
    await start();
    expect(logged()).toEqual(['cold start', 'not all is warmed up']);

    expect(await run()).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  });
});

describe('a command', () => {
  it('that is the first has the token and the connections of the start', async () => {
    const { start, run, aws, web } = await startRunner();
    await start();
    const before = [aws.connections(), web.connections()];

    expect(await run()).toEqual({ batchItemFailures: [] });

    expect(aws.asked.slice(START.length).toSorted()).toEqual(COMMAND.toSorted());
    expect(web.asked).toEqual(['GET /', 'POST /aws_mwaa/cli']);
    expect([aws.connections(), web.connections()]).toEqual(before);
  });

  it('is asked for with five requests and no new connection, and a hundred share a token', async () => {
    const { run, aws, web } = await startRunner();
    await run();
    const before = [aws.connections(), web.connections()];
    const asked = [aws.asked.length, web.asked.length];
    for (let i = 0; i < 100; i++) await run();

    expect(aws.asked.length - (asked[0] ?? 0)).toBe(100 * COMMAND.length);
    expect(web.asked.length - (asked[1] ?? 0)).toBe(100);
    expect([aws.connections(), web.connections()]).toEqual(before);
    expect(aws.asked.filter((operation) => operation.startsWith('POST /clitoken'))).toHaveLength(1);
    // MWAA and DynamoDB are asked two things at once, SQS one.
    expect(before).toEqual([5, 1]);
  });
});
