import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';
import type { LocalStackFile } from '../../cli/deployment/local';
import type { LocalRun } from '../../local/run';
import { writeRunningFile } from '../../local/running-file';
import { COMMAND_LINE_FILE } from '../../scripts/command-line';
import { ROOT } from './process';

/** What one call of mwaaq printed, and how it ended. */
export interface Called {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** The real program, beside a stack on this machine. */
export class Mwaaq {
  private constructor(private readonly file: string) {}

  /** Tells the program of a stack. */
  static for(run: LocalRun, name: string): Mwaaq {
    const file = path.join(ROOT, '.local', `running-${name}.json`);
    writeRunningFile(file, run);
    return new Mwaaq(file);
  }

  /** The same program, which reaches services by other ways, such as through faults. */
  async through(
    endpoints: Readonly<Partial<Record<'dynamodb' | 'lambda' | 'sqs', string>>>,
  ): Promise<Mwaaq> {
    const { place, stacks } = JSON.parse(await readFile(this.file, 'utf8')) as LocalStackFile;
    const file = this.file.replace('.json', '-through.json');
    const changed = { ...place, endpoints: { ...place.endpoints, ...endpoints } };
    await writeFile(file, JSON.stringify({ place: changed, stacks }));
    return new Mwaaq(file);
  }

  /** Calls it, with stdin closed unless there is an input. */
  async call(...args: readonly string[]): Promise<Called> {
    return finish(this.start(args));
  }

  async callWith(input: string, ...args: readonly string[]): Promise<Called> {
    const child = this.start(args);
    child.stdin?.end(input);
    return finish(child);
  }

  /** What the shell would be offered after these words. */
  async complete(...words: readonly string[]): Promise<Called> {
    const { execPath } = process;
    return finish(spawn(execPath, [COMMAND_LINE_FILE, 'complete', '--', ...words]));
  }

  /** @returns what `--json` printed */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { stdout, stderr, code } = await this.call(...args, '--json');
    if (stdout.trim() === '') throw new Error(`mwaaq printed no JSON (exit ${code}): ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** Starts it, for who wants to do something while it runs. */
  start(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [COMMAND_LINE_FILE, '--local-file', this.file, ...args], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }
}

/** Waits for its end. */
export async function finish(child: ChildProcess): Promise<Called> {
  const { stdin, stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('it was started without pipes');
  stdin?.end();
  const [out, err] = await Promise.all([
    text(stdout),
    text(stderr),
    child.exitCode === null ? once(child, 'exit') : undefined,
  ]);
  return { stdout: out, stderr: err, code: child.exitCode };
}
