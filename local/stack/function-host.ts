import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { OnStackEvent } from './events';

/** A function as the template declares it. */
export interface FunctionSpec {
  readonly name: string;
  readonly folder: string;
  /** For example `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** All of its environment variables. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A function whose bundle runs in Node processes of its own, one invocation at a time in each. */
export interface FunctionHost {
  readonly spec: FunctionSpec;
  /** @throws Error when the handler throws, its process dies or its time is over */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export function createFunctionHost(spec: FunctionSpec, onEvent: OnStackEvent): FunctionHost {
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();

  const start = (): ChildProcess => {
    const child = startProcess(spec);
    all.add(child);
    const forget = () => {
      all.delete(child);
      if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
    };
    child.once('exit', forget);
    child.once('error', forget); // it could not be started
    logLines(child, spec.name, onEvent);
    return child;
  };

  return {
    spec,
    async invoke(event) {
      const child = idle.pop() ?? start();
      try {
        const result = await invokeIn(child, spec, event);
        if (child.connected) idle.push(child);
        return result;
      } catch (error) {
        if (error instanceof HandlerError) idle.push(child);
        else child.kill('SIGKILL');
        onEvent({
          kind: 'function-failed',
          functionName: spec.name,
          reason: (error as Error).message,
        });
        throw error;
      }
    },
    async stop() {
      await Promise.all(
        [...all].map((child) => {
          const gone = once(child, 'exit');
          child.kill('SIGKILL');
          return gone;
        }),
      );
    },
  };
}

/** The handler threw; its process is well and handles the next invocation, as on Lambda. */
class HandlerError extends Error {}

function startProcess(spec: FunctionSpec): ChildProcess {
  return fork(path.join(__dirname, 'function-process.mts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    cwd: spec.folder,
    env: {
      ...spec.variables,
      _HANDLER: spec.handler,
      LAMBDA_TASK_ROOT: spec.folder,
      AWS_LAMBDA_FUNCTION_NAME: spec.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
      TZ: ':UTC',
    },
  });
}

interface Reply {
  readonly requestId: string;
  readonly result?: unknown;
  readonly error?: string;
}

function invokeIn(child: ChildProcess, spec: FunctionSpec, event: unknown): Promise<unknown> {
  const requestId = randomUUID();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.off('error', onError);
      settle();
    };
    const onMessage = (message: unknown) => {
      const reply = message as Reply;
      if (reply.requestId !== requestId) return;
      if (reply.error === undefined) finish(() => resolve(reply.result));
      else finish(() => reject(new HandlerError(reply.error)));
    };
    const onExit = (code: number | null) =>
      finish(() => reject(new Error(`the process of ${spec.name} ended (${code ?? 'killed'})`)));
    const onError = (error: Error | null) => {
      if (error !== null) finish(() => reject(error));
    };
    const timer = setTimeout(
      () => finish(() => reject(new Error(`timed out after ${spec.timeoutSeconds} seconds`))),
      spec.timeoutSeconds * 1000,
    );
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.once('error', onError);
    // An idle process may have ended a moment ago: then sending fails.
    child.send({ requestId, event, deadline: Date.now() + spec.timeoutSeconds * 1000 }, onError);
  });
}

function logLines(child: ChildProcess, functionName: string, onEvent: OnStackEvent): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) =>
      onEvent({ kind: 'logged', functionName, entry: parseLine(line) }),
    );
  }
}

function parseLine(line: string): Readonly<Record<string, unknown>> {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null) return { ...entry };
  } catch {
    // no JSON, such as a crash's stack trace
  }
  return { message: line };
}
