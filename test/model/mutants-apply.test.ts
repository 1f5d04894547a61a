import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyMutation } from '../support/mutation';
import { ROOT } from '../support/process';
import { MUTANTS } from './mutants';

describe('Each mutant of the model’s tests', () => {
  it.each(MUTANTS)('still has the place that it breaks: $name', (mutant) => {
    const source = readFileSync(path.join(ROOT, 'lambda', mutant.file), 'utf8');
    expect(applyMutation(source, mutant)).not.toBe(source);
  });
});
