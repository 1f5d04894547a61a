import { buildCommandLine } from '../../scripts/command-line';
import { buildFunctions } from '../../scripts/functions';

/** vitest's global set-up: the stack runs the functions, and `mwaaq`, as their sources now are. */
export default async function setup(): Promise<void> {
  await Promise.all([buildFunctions(), buildCommandLine()]);
}
