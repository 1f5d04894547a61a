import * as path from 'node:path';
import { type RunOptions, run } from './run';

const MODULES = path.join(__dirname, '..', 'node_modules');

/** Runs one of jsii's programs on this very Node. @throws Error with what it says */
export async function runJsii(
  program: 'jsii' | 'jsii-diff' | 'jsii-pacmak' | 'jsii-rosetta',
  args: readonly string[],
  options?: RunOptions,
): Promise<void> {
  await run(process.execPath, [path.join(MODULES, program, 'bin', program), ...args], options);
}
