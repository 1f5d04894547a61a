import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { restoreClock } from '../../../local/clock';
import { Bench } from './bench';
import type { StackOptions } from './faulty-stack';
import { expectInvariants } from './seen';

/**
 * One bench for all tests of a file, as new for each of them. Only the clock goes on: it is put back when all
 * is stopped, for nothing that runs may see it go backwards.
 */
export function useBench(options: StackOptions = {}): Bench {
  const bench = new Bench(options);
  beforeAll(() => bench.start());
  beforeEach(() => bench.clear());
  afterEach(() => expectInvariants(bench));
  afterAll(async () => {
    await bench.stop();
    await restoreClock();
  });
  return bench;
}
