import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { tryParseJson } from '../../lambda/contract/json';
import { onClockMoved } from '../clock';
import type { OnStackEvent } from './events';
import {
  HandlerError,
  invokeIn,
  moveClockIn,
  type ProcessUsage,
  usageOf,
} from './function-messages';
import { startProcess } from './function-start';

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
  /** What each of its processes uses. */
  usage(): Promise<readonly ProcessUsage[]>;
  /** Ends its processes at once, whatever they are at: `kill -9`. The next invocation starts another. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function createFunctionHost(spec: FunctionSpec, onEvent: OnStackEvent): FunctionHost {
  const processes: Processes = { idle: [], all: new Set() };
  const { idle, all } = processes;
  const kill = async () => {
    idle.splice(0); // none of them is to be handed another event
    await Promise.all([...all].map(end));
  };
  const stopListening = onClockMoved(async (aheadMs) => {
    await Promise.all([...all].map((child) => moveClockIn(child, spec.name, aheadMs)));
  });

  return {
    spec,
    usage: () => Promise.all([...all].map((child) => usageOf(child, spec.name))),
    kill,
    async invoke(event) {
      const child = idle.pop() ?? startOne(spec, processes, onEvent);
      try {
        const result = await invokeIn(child, event, spec);
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
      stopListening();
      await kill();
    },
  };
}

/** A function's processes. */
interface Processes {
  readonly idle: ChildProcess[];
  readonly all: Set<ChildProcess>;
}

/** Starts a process more, which is at work at once. */
function startOne(
  spec: FunctionSpec,
  { idle, all }: Processes,
  onEvent: OnStackEvent,
): ChildProcess {
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
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
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
  const entry = tryParseJson(line);
  // No JSON is, for example, a crash's stack trace.
  return typeof entry === 'object' && entry !== null ? { ...entry } : { message: line };
}
