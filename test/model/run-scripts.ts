import fc from 'fast-check';
import {
  INVARIANT_VARIABLE,
  PATH_VARIABLE,
  RUNS_VARIABLE,
  SEED_VARIABLE,
} from './environment-variables';
import { play } from './play';
import { type Emphasis, scripts } from './script/arbitrary';
import type { Invariant } from './watch';

/** For each of the five tests. */
const DEFAULT_RUNS = 525;

/** Lets many scripts happen to the runner. The first that breaks an invariant is shrunk and thrown. */
export async function runScripts(title: string, emphasis: Emphasis): Promise<void> {
  const { env } = process;
  const seed = Number(env[SEED_VARIABLE] ?? Math.floor(Math.random() * 2 ** 31));
  const numRuns = Number(env[RUNS_VARIABLE] ?? DEFAULT_RUNS);
  const only = env[INVARIANT_VARIABLE] as Invariant | undefined;
  console.log(`${title}: ${numRuns} runs, seed ${seed} (${SEED_VARIABLE}=${seed} replays them)`);
  const property = fc.asyncProperty(scripts(emphasis), async (script) => {
    (await play(script)).conclude(only);
  });
  await fc.assert(property, {
    seed,
    numRuns,
    ...(env[PATH_VARIABLE] === undefined ? {} : { path: env[PATH_VARIABLE] }),
    // A mutant's script need not be short, but what it broke must be told.
    ...(only === undefined ? {} : { endOnFailure: true, includeErrorInReport: true }),
  });
}
