import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { InternalError } from '../../../lambda/contract/errors';
import { python } from './command';

export interface Program {
  readonly name: string;
  readonly command: readonly string[];
  readonly log: string;
}

/** Processes that end when `stop` is called, and when this Node process dies in any way. */
export class Supervisor {
  private stopped: Promise<void> | undefined;
  private failure: Error | undefined;

  private constructor(
    private readonly child: ChildProcess,
    /** Resolves with what the supervisor said at its end: nothing, if it was told to end. */
    private readonly ended: Promise<string>,
  ) {
    ended.then(
      (said) => this.fail(said.trim()),
      (error) => this.fail(String(error)),
    );
  }

  static async start(
    venv: string,
    programs: readonly Program[],
    env: Record<string, string>,
  ): Promise<Supervisor> {
    const script = join(__dirname, 'supervise.py');
    const child = spawn(python(venv), ['-B', script, JSON.stringify(programs)], {
      env,
      // Its own session, so that a Ctrl-C in our terminal leaves the order of ending to us.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => {});
    const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const ended = said.then(([out, error]) => out || error);
    ended.catch(() => {});
    await once(child, 'spawn');
    return new Supervisor(child, ended);
  }

  /** Throws if a process has ended that should run. */
  check(): void {
    if (this.failure !== undefined) {
      throw this.failure;
    }
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private fail(reason: string): void {
    if (this.stopped === undefined) {
      this.failure = new InternalError(`stopped by itself: ${reason || 'no reason given'}`);
    }
  }

  private async end(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
  }
}
