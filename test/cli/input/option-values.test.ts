import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  readCount,
  readId,
  readPatience,
  readSeconds,
  secondsBetween,
} from '../../../cli/input/option-values';

describe('a time on the command line', () => {
  it.each([
    ['90s', 90],
    ['90', 90],
    ['10m', 600],
    ['2h', 7200],
    ['7d', 604_800],
    ['0s', 0],
  ])('%s is %d seconds', (text, seconds) => {
    expect(readSeconds(text)).toBe(seconds);
  });

  it.each(['', 's', '-1s', '1.5h', '10 m', '1w', '1h30m', '1234567s'])('is not %j', (text) => {
    expect(() => readSeconds(text)).toThrow(InvalidArgumentError);
  });

  it.each(['0s', '0', '15d', '337h'])('is no time to wait when it is %s', (text) => {
    expect(() => readPatience(text)).toThrow('give 1s to 14d');
  });

  it('may be the least and the most', () => {
    const read = secondsBetween('5s', '1h');

    expect([read('5'), read('60m')]).toEqual([5, 3600]);
    expect(() => read('4s')).toThrow('give 5s to 1h');
    expect(() => read('3601s')).toThrow('give 5s to 1h');
  });
});

describe('an id and a count on the command line', () => {
  it('are taken as they are', () => {
    expect(readId('nightly-2026-11-26')).toBe('nightly-2026-11-26');
    expect(readCount('20')).toBe(20);
  });

  it.each(['', 'a b', 'é', 'x'.repeat(129)])('refuse the id %j', (text) => {
    expect(() => readId(text)).toThrow('use 1 to 128 ASCII letters, digits or punctuation');
  });

  it.each(['0', '-1', 'many', '1e3', ''])('refuse the count %j', (text) => {
    expect(() => readCount(text)).toThrow('give a whole number, 1 to 999999');
  });
});
