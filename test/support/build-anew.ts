import { buildFunctions } from '../../scripts/functions';

/** vitest's global set-up: the stack runs the functions as their sources now are. */
export default async function setup(): Promise<void> {
  await buildFunctions();
}
