/** Only for mutants: the model's tests with one fault in the runner. See scripts/test-mutants.ts. */
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { MUTANT_VARIABLE, type Mutant, mutantNamed } from './mutants';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Hands out one source with its fault. */
function mutate({ name, file, original, mutated }: Mutant): Plugin {
  const mutatedFile = path.join(ROOT, 'lambda', file);
  const source = readFileSync(mutatedFile, 'utf8');
  // A mutant whose fault is no longer there would pass for one that nobody caught.
  if (source.split(original).length !== 2) {
    throw new Error(`${file} has ${JSON.stringify(original)} not exactly once`);
  }
  return {
    name: `mutant: ${name}`,
    enforce: 'pre',
    load: (id) => (id === mutatedFile ? source.replace(original, mutated) : undefined),
  };
}

export default defineConfig({
  root: ROOT,
  plugins: [mutate(mutantNamed(process.env[MUTANT_VARIABLE]))],
  // The cache knows a module by its source on disk, which has no fault.
  test: { include: ['test/model/*.test.ts'], bail: 1, fsModuleCache: false },
});
