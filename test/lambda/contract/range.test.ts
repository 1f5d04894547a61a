import { describe, expect, it } from 'vitest';
import { faultOfNumber, type Range, ruleOf } from '../../../lambda/contract/range';

const SECONDS: Range = { least: 5, most: 425, unit: 'seconds' };

describe('a range', () => {
  it.each<[Range, string]>([
    [SECONDS, 'give whole seconds, 5 to 425'],
    [{ ...SECONDS, takesParts: true }, 'give seconds, 5 to 425'],
    [{ ...SECONDS, leastIs: '2 + 3' }, 'give whole seconds, 5 (2 + 3) to 425'],
    [{ least: 1, unit: 'days' }, 'give whole days, at least 1'],
    [{ least: 2, most: 10 }, 'give a whole number, 2 to 10'],
  ])('%j is said so', (range, rule) => {
    expect(ruleOf(range)).toBe(rule);
  });

  it.each([5, 6, 425])('takes %d', (value) => {
    expect(faultOfNumber('x', value, SECONDS)).toBeUndefined();
  });

  it.each([4, 426, 5.5, Number.NaN, Number.POSITIVE_INFINITY])('does not take %d', (value) => {
    expect(faultOfNumber('x', value, SECONDS)).toBe(
      `x is ${value} seconds: give whole seconds, 5 to 425`,
    );
  });

  it('takes a part of one where it may', () => {
    expect(faultOfNumber('x', 5.5, { ...SECONDS, takesParts: true })).toBeUndefined();
  });

  it('takes no whole number beyond those that are exact', () => {
    expect(faultOfNumber('x', 1e21, { least: 1 })).toBe(
      'x is 1e+21: give a whole number, at least 1',
    );
  });

  it('has no end where it names none', () => {
    expect(faultOfNumber('x', 1e9, { least: 1 })).toBeUndefined();
    expect(faultOfNumber('x', 0, { least: 1 })).toBe('x is 0: give a whole number, at least 1');
  });
});
