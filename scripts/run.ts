import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where a program runs, and which variables it has beside those of this process. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end.
 *
 * @returns what it has printed
 * @throws Error with all of that, its errors too
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env }: RunOptions = {},
): Promise<string> {
  try {
    const options = { cwd, env: { ...process.env, ...env } };
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch (error) {
    const { message, stdout, stderr } = error as Error & Record<'stdout' | 'stderr', string>;
    throw new Error(`${message}\n${stdout}${stderr}`, { cause: error });
  }
}
