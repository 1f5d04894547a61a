import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkPlay } from '../../../support/uploads/check-play';
import { play } from '../../../support/uploads/play';
import { scripts } from '../../../support/uploads/script';

const RUNS = 600;

describe('Batches keep their promises', () => {
  it('whatever the order of calls, deaths, copies, lost answers and clocks', async () => {
    const seed = Number(process.env.MWAAQ_BATCH_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`batches: ${RUNS} runs, seed ${seed} (MWAAQ_BATCH_SEED=${seed} replays them)`);
    const property = fc.asyncProperty(scripts(), async (script) => checkPlay(await play(script)));
    await fc.assert(property, {
      seed,
      numRuns: RUNS,
      // Shrinking ends, and what is found is told, before the test's own time does.
      interruptAfterTimeLimit: 20_000,
      markInterruptAsFailure: true,
    });
  });
});
