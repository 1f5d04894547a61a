import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InternalError } from '../../lambda/contract/errors';
import type { Handled, Loaded } from './protocol';

/** How a measured function is started. */
export interface Start {
  readonly program: string;
  readonly args: readonly string[];
  /** All of its environment variables. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A process with one function in it, pinned to one core where the system can do that. */
export class FunctionProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly replies: AsyncIterator<string>,
    readonly loaded: Loaded,
  ) {}

  /** @returns once the function is loaded */
  static async start({ program, args, variables }: Start): Promise<FunctionProcess> {
    const [first = program, ...rest] = [...pin(), program, ...args];
    const child = spawn(first, rest, {
      stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
      env: { PATH: process.env.PATH, TZ: ':UTC', ...variables },
    });
    const lines = createInterface({ input: child.stdio[3] as Readable })[Symbol.asyncIterator]();
    return new FunctionProcess(child, lines, await next<Loaded>(lines, args));
  }

  /** @throws Error when the function fails */
  async invoke(event: unknown): Promise<Handled> {
    this.child.stdin?.write(`${JSON.stringify(event)}\n`);
    const handled = await next<Handled>(this.replies, this.child.spawnargs);
    if (handled.error !== undefined) {
      throw new InternalError(`${this.child.spawnargs.join(' ')} failed: ${handled.error}`);
    }
    return handled;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

async function next<Reply>(lines: AsyncIterator<string>, args: readonly string[]): Promise<Reply> {
  const { value, done } = await lines.next();
  if (done) throw new InternalError(`the process of ${args.join(' ')} has ended`);
  return JSON.parse(value) as Reply;
}

let hasTaskset: boolean | undefined;

/** To the last core: the servers, which are in this process, then have another, where there is one. */
function pin(): readonly string[] {
  hasTaskset ??= spawnSync('taskset', ['--version']).status === 0;
  return hasTaskset ? ['taskset', '-c', String(availableParallelism() - 1)] : [];
}
