import { describe, expect, it } from 'vitest';
import { chooseParts, type Part } from '../../bench/part';

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
