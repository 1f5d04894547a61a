import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { InternalError } from '../../../lambda/contract/errors';
import { type CliOutput, UnparsableCommandError } from '../engine';

/** What `airflow_cli.py` exits with when Python's shlex cannot split the text. */
const UNPARSABLE = 97;

export interface CommandOptions {
  readonly env: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the real `airflow` once, with the text split by Python's own shlex. */
export async function runAirflow(
  venv: string,
  commandText: string,
  options: CommandOptions,
): Promise<CliOutput> {
  const launcher = join(__dirname, 'airflow_cli.py');
  const airflow = join(venv, 'bin', 'airflow');
  const output = await runProcess(python(venv), ['-B', launcher, airflow], commandText, options);
  if (output.exitCode === UNPARSABLE) {
    throw new UnparsableCommandError(output.stderr.trim());
  }
  return output;
}

export function python(venv: string): string {
  return join(venv, 'bin', 'python');
}

/** Runs a process to its end; rejects when it cannot start, dies of a signal, or is aborted. */
export async function runProcess(
  file: string,
  args: readonly string[],
  input: string,
  options: CommandOptions,
): Promise<CliOutput> {
  const child = spawn(file, args, {
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  // A process that ends without reading its input is not an error of the input.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = endOf(child, file);
  const [exitCode, stdout, stderr] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { stdout, stderr, exitCode };
}

/** An aborted process rejects only once it is gone, so that who waits for it knows. */
function endOf(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let problem: Error | undefined;
    child.once('error', (error) => {
      problem = error;
      if (child.pid === undefined) {
        reject(error);
      }
    });
    child.once('close', (code, signal) =>
      code === null
        ? reject(problem ?? new InternalError(`${name} was ended by ${signal}`))
        : resolve(code),
    );
  });
}
