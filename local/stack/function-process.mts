/** One execution environment of a Lambda function: loads the bundle, then handles what its parent sends. */
import { createRequire } from 'node:module';
import * as path from 'node:path';

interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const [file = 'index', exportName = 'handler'] = (process.env._HANDLER ?? '').split('.');
const bundle = path.join(process.env.LAMBDA_TASK_ROOT ?? '.', `${file}.js`);
const handler = createRequire(import.meta.url)(bundle)[exportName] as Handler;

process.on('message', async ({ requestId, event, deadline }: Invocation) => {
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME ?? '';
  const context = {
    awsRequestId: requestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${name}`,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    process.send?.({ requestId, result: (await handler(event, context)) ?? null });
  } catch (error) {
    process.send?.({ requestId, error: error instanceof Error ? error.message : String(error) });
  }
});

// The parent is gone, however it went: nothing is left running.
process.on('disconnect', () => process.exit(0));
