import { afterEach, describe, expect, it, vi } from 'vitest';
import { WARM_UP_MS } from '../../../lambda/contract/limits';
import { type Preparation, warmUp } from '../../../lambda/runner/warm-up';

afterEach(() => {
  vi.useRealTimers();
});

/** What was told of a warm-up. */
async function toldOf(preparations: Readonly<Record<string, Preparation>>) {
  const told: (readonly string[])[] = [];
  await warmUp(preparations, (reasons) => told.push(reasons));
  return told;
}

describe('a warm-up', () => {
  it('makes all preparations at once, and tells nothing of it', async () => {
    const meet = Promise.withResolvers<void>();
    const first = () => meet.promise;
    const second = async () => meet.resolve();

    expect(await toldOf({ first, second })).toEqual([]);
  });

  it('makes the others when some fail, and tells once why', async () => {
    const other = vi.fn();
    const denied = () => Promise.reject(new Error('no right'));
    const broken = () => {
      throw new Error('no code');
    };

    expect(await toldOf({ denied, broken, other })).toEqual([
      ['denied: no right', 'broken: no code'],
    ]);
    expect(other).toHaveBeenCalledOnce();
  });

  it('tells the code of an error without words, as Node has it of a name with several addresses', async () => {
    const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });

    expect(await toldOf({ web: () => Promise.reject(refused) })).toEqual([['web: ECONNREFUSED']]);
  });

  it('does not wait longer than its time, which each preparation knows, tells what is missing, and does not break by what comes later', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 7_000_000 });
    const late = Promise.withResolvers<void>();
    const untils: number[] = [];
    const hanging: Preparation = (until) => {
      untils.push(until);
      return late.promise;
    };

    const start = performance.now();
    const denied = () => Promise.reject(new Error('no right'));
    expect(await toldOf({ hanging, denied })).toEqual([
      [`hanging: not ready within ${WARM_UP_MS} ms`, 'denied: no right'],
    ]);
    late.reject(new Error('too late'));

    expect(untils).toEqual([7_000_000 + WARM_UP_MS]);
    expect(performance.now() - start).toBeGreaterThan(WARM_UP_MS - 50);
    // Lambda gives a start ten seconds, and ends a function that needs more.
    expect(WARM_UP_MS).toBeLessThanOrEqual(2000);
  });
});
