import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { blocksOf } from '../documents';
import type { Features } from './features';

const TERMINAL = readFileSync(path.join(__dirname, 'terminal.sh'), 'utf8');

/** As the runbook writes the name of an output: `QueueUrl` is `QUEUE_URL`. */
export const inCapitals = (output: string) => output.replace(/(?<=.)(?=[A-Z])/g, '_').toUpperCase();

/** A block of shell commands in a document. */
export interface Block {
  readonly document: string;
  readonly script: string;
}

/** A document's blocks that call AWS. */
export function awsBlocks(document: string): readonly Block[] {
  return blocksOf(document, 'sh')
    .filter((script) => /\baws [a-z]/.test(script))
    .map((script) => ({ document, script }));
}

/** What two blocks of the runbook begin with: functions that the others call. */
const [FUNCTIONS = ''] = blocksOf('docs/runbook.md', 'sh');

/**
 * Runs a script with the stack's outputs as variables, and the runbook's functions.
 *
 * @returns what it printed
 * @throws Error when one of its commands fails
 */
export function runBlock(
  features: Features,
  script: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const outputs = Object.entries(features.outputs).map(([name, value]) => [
    inCapitals(name),
    value,
  ]);
  const begin = 'set -euo pipefail; shopt -s inherit_errexit';
  return features.account.sh([begin, TERMINAL, FUNCTIONS, script].join('\n'), {
    ...Object.fromEntries(outputs),
    ...variables,
  });
}
