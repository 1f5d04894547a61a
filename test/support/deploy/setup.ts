import { buildFunctions } from '../../../scripts/functions';
import { ensureTools } from './settings';

/** vitest's global set-up: what is deployed is built anew, and what it is deployed to is there. */
export default async function setup(): Promise<void> {
  await buildFunctions();
  await ensureTools({ onProgress: console.log });
}
