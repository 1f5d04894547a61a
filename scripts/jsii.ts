import * as path from 'node:path';
import { type RunOptions, run } from './run';

/** jsii's programs, each with the package that it comes with. */
const PACKAGES = {
  jsii: require.resolve('jsii/package.json'),
  'jsii-diff': require.resolve('jsii-diff/package.json'),
  'jsii-pacmak': require.resolve('jsii-pacmak/package.json'),
  'jsii-rosetta': require.resolve('jsii-rosetta/package.json'),
};

/** Runs one of jsii's programs on this very Node. @throws Error with what it says */
export async function runJsii(
  program: keyof typeof PACKAGES,
  args: readonly string[],
  options?: RunOptions,
): Promise<void> {
  const file = path.join(path.dirname(PACKAGES[program]), 'bin', program);
  await run(process.execPath, [file, ...args], options);
}
