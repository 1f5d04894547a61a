/**
 * Shows that the model-based test can fail: runs it with one fault after the other in the runner, and
 * each must be caught by the promise that it breaks. `npm run test:mutants`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import {
  INVARIANT_VARIABLE,
  RUNS_VARIABLE,
  SEED_VARIABLE,
} from '../test/model/environment-variables';
import { MUTANT_VARIABLE, MUTANTS, type Mutant } from '../test/model/mutants';

/** For each test: more than usual, for it ends with the first that catches the mutant. */
const MOST_RUNS = 2000;

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Results {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** How a mutant was caught; nothing when it was not. */
interface Catch {
  readonly by: string;
  readonly runs: string;
}

function main(): number {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed ${seed}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'mutants-'));
  try {
    const rows = MUTANTS.map((mutant) => {
      const caught = findCatch(mutant, run(mutant, seed, path.join(folder, 'results.json')));
      const { name, invariant } = mutant;
      console.log(`${invariant} ${name}: ${caught === undefined ? 'NOT CAUGHT' : 'caught'}`);
      return { mutant: name, invariant, 'caught by': caught?.by, 'runs needed': caught?.runs };
    });
    console.table(rows);
    return rows.every((row) => row['caught by'] !== undefined) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run({ name, invariant }: Mutant, seed: number, outputFile: string): Results {
  rmSync(outputFile, { force: true });
  const config = 'test/model/mutants.config.mts';
  const reporter = ['--reporter=json', `--outputFile=${outputFile}`];
  const { stderr, error } = spawnSync('vitest', ['run', '--config', config, ...reporter], {
    encoding: 'utf8',
    env: {
      ...process.env,
      [MUTANT_VARIABLE]: name,
      [INVARIANT_VARIABLE]: invariant,
      [SEED_VARIABLE]: String(seed),
      [RUNS_VARIABLE]: String(MOST_RUNS),
    },
  });
  if (error !== undefined) throw error;
  try {
    return JSON.parse(readFileSync(outputFile, 'utf8')) as Results;
  } catch (cause) {
    throw new Error(`the mutant "${name}" could not be tested: ${stderr}`, { cause });
  }
}

/** A test that fails for another reason has caught nothing. */
function findCatch({ invariant }: Mutant, { testResults }: Results): Catch | undefined {
  const failures = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, failureMessages }) => ({ title, text: failureMessages.join() })),
  );
  for (const { title, text } of failures) {
    const [, runs] = /^(?:Error: )?Property failed after (\d+) tests/m.exec(text) ?? [];
    if (runs !== undefined && text.includes(`Got error: ${invariant} `)) return { by: title, runs };
  }
  return undefined;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`test:mutants: ${(error as Error).message}`);
  process.exitCode = 2;
}
