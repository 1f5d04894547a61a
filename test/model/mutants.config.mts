/** Only for mutants: the model's tests with one fault in the runner. See scripts/test-mutants.ts. */
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { applyMutation } from '../support/mutation';
import { MUTANT_VARIABLE, type Mutant, mutantNamed } from './mutants';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Hands out one source with its fault. */
function mutate(mutant: Mutant): Plugin {
  const mutatedFile = path.join(ROOT, 'lambda', mutant.file);
  const source = applyMutation(readFileSync(mutatedFile, 'utf8'), mutant);
  return {
    name: `mutant: ${mutant.name}`,
    enforce: 'pre',
    load: (id) => (id === mutatedFile ? source : undefined),
  };
}

export default defineConfig({
  root: ROOT,
  plugins: [mutate(mutantNamed(process.env[MUTANT_VARIABLE]))],
  // The cache knows a module by its source on disk, which has no fault.
  test: {
    include: ['test/model/{answers,changes,dead-letters,deaths,stores}.test.ts'],
    bail: 1,
    fsModuleCache: false,
  },
});
