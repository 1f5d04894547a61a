/**
 * A process with one Node function, as Lambda has it: loads it, and then hands it the events that come by lines of
 * its input. It is bundled to plain JavaScript first, so that Node has nothing else to do.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Handled, type Loaded, REPLIES } from './protocol';

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** What Lambda leaves to a function: long enough for all. In milliseconds. */
const REMAINING_MS = 300_000;

const context = {
  awsRequestId: 'bench',
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:bench',
  memoryLimitInMB: '256',
  getRemainingTimeInMillis: () => REMAINING_MS,
};

/**
 * What Lambda's own client of its runtime API has loaded before it loads a function.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, src/
 */
const LOADED_BY_LAMBDA = ['assert', 'fs', 'http', 'net', 'path', 'util'];

/** Lambda requires what is CommonJS, and imports what is not. */
async function load(file: string): Promise<Handler> {
  const isModule = file.endsWith('.mjs');
  const loaded = isModule ? await import(file) : createRequire(file)(file);
  return loaded.handler;
}

function reply(answer: Loaded | Handled): void {
  writeSync(REPLIES, `${JSON.stringify(answer)}\n`);
}

/** Measures what an action takes. */
async function measure(action: () => Promise<unknown>) {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await action();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms, cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
}

async function main(file: string): Promise<void> {
  let handler: Handler | undefined;
  // Required, as there: an import of "http" would bring `fetch` with it.
  for (const name of LOADED_BY_LAMBDA) createRequire(file)(name);
  const { ms, cpuMs, rssBytes } = await measure(async () => {
    handler = await load(file);
  });
  reply({ loadMs: ms, loadCpuMs: cpuMs, rssBytes });
  let text = '';
  for await (const chunk of process.stdin) {
    const lines = `${text}${chunk}`.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) await handle(handler, JSON.parse(line));
  }
}

async function handle(handler: Handler | undefined, event: unknown): Promise<void> {
  let error: string | undefined;
  const taken = await measure(async () => {
    // A partial failure is none that is thrown.
    const result = await handler?.(event, context).catch((reason) => {
      error = String(reason);
    });
    const { batchItemFailures = [] } = Object(result);
    if (batchItemFailures.length > 0) error = 'the message was given back';
  });
  reply({ ...taken, ...(error === undefined ? {} : { error }) });
}

void main(process.argv[2] ?? '');
