/** One execution environment of a Lambda function: loads the bundle, then handles what its parent sends. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProcessUsage, Reply, Request } from './function-messages';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const require = createRequire(import.meta.url);
const { shiftDate } = require('../shifted-date.mts') as {
  readonly shiftDate: (aheadMs: number) => void;
};
const { measureUsage } = require('./process-usage.mts') as {
  readonly measureUsage: (invocations: number) => ProcessUsage;
};
shiftDate(Number(process.argv[2])); // before the bundle looks at it
const [file = 'index', exportName = 'handler'] = (process.env._HANDLER ?? '').split('.');
const bundle = path.join(process.env.LAMBDA_TASK_ROOT ?? '.', file);
const handler = (await load())[exportName] as Handler;

let invocations = 0;

/** As Lambda's own runtime: a CommonJS file goes before an ES module, whose top level is waited for. */
async function load(): Promise<Readonly<Record<string, unknown>>> {
  if (existsSync(`${bundle}.js`)) return require(`${bundle}.js`);
  return import(pathToFileURL(`${bundle}.mjs`).href);
}

async function answer(request: Request): Promise<Omit<Reply, 'requestId'>> {
  if ('clockAheadMs' in request) {
    shiftDate(request.clockAheadMs);
    return {};
  }
  if ('wants' in request) return { result: measureUsage(invocations) };
  invocations++;
  const { requestId, event, deadline } = request;
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME ?? '';
  const context = {
    awsRequestId: requestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${name}`,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    // By the wall clock, as in Lambda's own runtime.
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    return { result: (await handler(event, context)) ?? null };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', async (request: Request) => {
  const reply = await answer(request);
  process.send?.({ ...reply, requestId: request.requestId } satisfies Reply);
});

// The parent is gone, however it went: nothing is left running.
process.on('disconnect', () => process.exit(0));
