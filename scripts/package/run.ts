import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a program to its end.
 *
 * @param env variables to set beside those of this process
 * @throws Error with all that it has printed
 */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const options = { env: { ...process.env, ...env } };
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch (error) {
    const { message, stdout, stderr } = error as Error & Record<'stdout' | 'stderr', string>;
    throw new Error(`${message}\n${stdout}${stderr}`, { cause: error });
  }
}
