import { describe, expect, it } from 'vitest';
import { cellsOf, show } from '../../bench/report/comparison';
import { atLeast, atMost } from '../../bench/report/goal';
import { LOADS } from '../support/loads';

describe('a comparison', () => {
  it('has median, p90 and the ratio to its baseline', () => {
    expect(cellsOf(LOADS)).toEqual([
      ['an empty one', '2', '2', '1 ×'],
      ['**ours & only**', '30', '46', '15 ×'],
    ]);
  });

  it('has no ratio to a baseline of nothing', () => {
    const subjects = [{ name: 'an empty one', isOwn: false, samples: [0] }];
    expect(cellsOf({ ...LOADS, subjects })).toEqual([['an empty one', '0', '0', '–']]);
  });

  it('is refused without its baseline', () => {
    expect(() => cellsOf({ ...LOADS, baseline: 'another' })).toThrow(
      'the baseline "another" is missing',
    );
  });

  it.each([
    [0, '0'],
    [0.004, '0'],
    [1.25, '1.25'],
    [1.5, '1.5'],
    [12.34, '12.3'],
    [10, '10'],
    [99.96, '100'],
    [1234.5, '1235'],
    [100, '100'],
    [-12.34, '-12.3'],
  ])('shows %d as %s', (value, text) => {
    expect(show(value)).toBe(text);
  });
});

describe('a goal', () => {
  it.each([
    [atMost('load', 40, 40, 'ms'), 'load ≤ 40 ms', '40 ms', true],
    [atMost('load', 40.1, 40, 'ms'), 'load ≤ 40 ms', '40.1 ms', false],
    [atLeast('tokens', 10, 10, '×'), 'tokens ≥ 10 ×', '10 ×', true],
    [atLeast('tokens', 9.9, 10, '×'), 'tokens ≥ 10 ×', '9.9 ×', false],
  ])('is met or not: %j', (one, goal, measured, met) => {
    expect(one).toEqual({ goal, measured, met });
  });

  it('is not met by what was not measured', () => {
    expect(atMost('load', Number.NaN, 40, 'ms').met).toBe(false);
  });
});
