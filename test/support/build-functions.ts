import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { buildFunctions, FUNCTIONS, FUNCTIONS_FOLDER } from '../../scripts/functions';

/** vitest's global set-up: a fresh clone has no bundles yet, and the constructs stage them. */
export default async function setup(): Promise<void> {
  const isBuilt = (name: string) => existsSync(path.join(FUNCTIONS_FOLDER, name));
  if (!FUNCTIONS.every(isBuilt)) await buildFunctions();
}
