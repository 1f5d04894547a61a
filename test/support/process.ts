import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { ROOT } from '../../local/root';

export { ROOT };

interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program that runs, and all that it has printed so far. */
export class RunningProgram {
  output = '';
  private readonly child: ChildProcess;
  private readonly listeners = new Set<() => void>();

  constructor(command: string, args: readonly string[], options: ProgramOptions = {}) {
    // A process group of its own, as a terminal gives it: Ctrl-C reaches all of it.
    this.child = spawn(command, args, { cwd: ROOT, ...options, detached: true });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += String(chunk);
        for (const listener of this.listeners) listener();
      });
    }
    this.child.once('exit', () => {
      for (const listener of this.listeners) listener();
    });
  }

  get group(): number {
    return this.child.pid ?? 0;
  }

  /** Waits until the output matches. @throws Error when the program ends before */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.output);
        if (match === null && this.child.exitCode === null) return;
        this.listeners.delete(look);
        if (match !== null) resolve(match);
        else reject(new Error(`ended without ${pattern}:\n${this.output}`));
      };
      this.listeners.add(look);
      look();
    });
  }

  /** Signals the whole process group, as Ctrl-C does. */
  interrupt(): void {
    process.kill(-this.group, 'SIGINT');
  }

  /** @returns the exit code, or nothing when a signal ended it */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await once(this.child, 'exit');
    }
    return this.child.exitCode;
  }
}

/** Runs a program to its end. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const program = new RunningProgram(command, args, options);
  const code = await program.ended();
  return { code, output: program.output };
}

/** Whether any process of a group is left. */
export function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false; // ESRCH: nobody there
  }
}
