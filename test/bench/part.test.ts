import { describe, expect, it } from 'vitest';
import { chooseParts, type Part, whileRunning } from '../../bench/part';

const part = (name: string): Part => ({
  name,
  heading: name,
  measure: async () => ({ method: [], comparisons: [], goals: [] }),
});

const PARTS = ['one', 'two', 'three'].map(part);

describe('the parts that are measured', () => {
  it.each([
    [[], ['one', 'two', 'three']],
    [['two'], ['two']],
    [
      ['three', 'one'],
      ['one', 'three'],
    ],
  ])('for %j are %j', (names, chosen) => {
    expect(chooseParts(PARTS, names).map(({ name }) => name)).toEqual(chosen);
  });

  it('are refused when one is unknown, with what there is', () => {
    expect(() => chooseParts(PARTS, ['two', 'tow'])).toThrow(
      'there is no part "tow": give some of one, two, three, or none for all',
    );
  });
});

describe('what is stopped afterwards', () => {
  /** Counts how often it is stopped. */
  const resource = () => {
    const one = { stops: 0, stop: async () => void one.stops++ };
    return one;
  };

  it('is stopped once, whether all is well or not, and whoever asks', async () => {
    for (const action of [async () => 'done', () => Promise.reject(new Error('broken'))]) {
      const one = resource();
      const stops: (() => Promise<void>)[] = [];
      const run = whileRunning(one, { atEnd: (stop) => stops.push(stop) }, action);

      await expect(run.catch(({ message }: Error) => message)).resolves.toMatch(/done|broken/);
      for (const stop of stops) await stop();
      expect(stops).toHaveLength(1);
      expect(one.stops).toBe(1);
    }
  });

  it('is stopped by who ends all, before the action has ended', async () => {
    const one = resource();
    await whileRunning(one, { atEnd: (stop) => void stop() }, async () => {
      expect(one.stops).toBe(1);
    });
    expect(one.stops).toBe(1);
  });
});
