import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InternalError } from '../../lambda/contract/errors';

/**
 * Runs a program of Node to its end, and throws away what it prints.
 *
 * @returns the milliseconds from its start to its end
 * @throws Error when it fails
 */
export async function timeNode(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  const milliseconds = performance.now() - start;
  if (code !== 0) throw new InternalError(`node ${args.join(' ')} ended with ${code}`);
  return milliseconds;
}
