import { describe, expect, it } from 'vitest';
import { readEventPattern } from '../../../local/stack/event-pattern';

describe('an event pattern', () => {
  it.each<[string, object, readonly unknown[], readonly unknown[]]>([
    [
      'values of a list, of their own type',
      { a: ['x', 1, null, true] },
      ['x', 1, null, true],
      ['y', '1', 0, 'null', undefined],
    ],
    ['that something is there', { a: [{ exists: true }] }, ['', 0, null], [undefined, {}, []]],
    ['that nothing is there', { a: [{ exists: false }] }, [undefined, {}], ['', null]],
    ['how a text begins', { a: [{ prefix: 'in/' }] }, ['in/', 'in/a'], ['out', 7, undefined]],
    ['how a text ends', { a: [{ suffix: '.csv' }] }, ['.csv', 'a.csv'], ['a.csv2', 7, undefined]],
    [
      'a text with a wildcard',
      { a: [{ wildcard: 'in/*.c*v' }] },
      ['in/.cv', 'in/a/b.csv', 'in/\n🚀.csv'],
      ['in/a.csv2', 'xin/a.csv', 'in/aXcsv', 7, undefined],
    ],
    [
      'what is escaped in a wildcard',
      { a: [{ wildcard: '\\**\\\\(ü.🚀' }] },
      ['*\\(ü.🚀', '*x\\(ü.🚀'],
      ['x\\(ü.🚀', '*(ü.🚀', '*\\(üx🚀'],
    ],
    [
      'all but some values',
      { a: [{ 'anything-but': ['x', 1] }] },
      ['y', '1', null],
      ['x', 1, undefined],
    ],
    ['all but one value', { a: [{ 'anything-but': 'x' }] }, ['y'], ['x']],
    ['one entry of several', { a: ['x', { prefix: 'y' }] }, ['x', 'yes'], ['z']],
    ['a list of which one value matches', { a: ['x'] }, [['y', 'x']], [['y'], []]],
    ['no object at all where it goes deeper', { a: { b: ['x'] } }, [{ b: 'x' }], ['x', null]],
    ['nothing that every object has', { a: { toString: [{ exists: true }] } }, [], [{}]],
  ])('takes: %s', (_, pattern, matching, others) => {
    const matches = readEventPattern(pattern);

    for (const a of matching) expect([a, matches({ a })]).toEqual([a, true]);
    for (const a of others) expect([a, matches({ a })]).toEqual([a, false]);
  });

  it('needs every field to match, and looks at no other', () => {
    const matches = readEventPattern({ source: ['s'], detail: { outcome: ['failed'] } });

    expect(matches({ source: 's', detail: { outcome: 'failed', more: 1 }, other: 2 })).toBe(true);
    expect(matches({ source: 's', detail: { outcome: 'succeeded' } })).toBe(false);
    expect(matches({ source: 't', detail: { outcome: 'failed' } })).toBe(false);
    expect(matches({ detail: { outcome: 'failed' } })).toBe(false);
  });

  it.each<[string, unknown]>([
    ['$ of the event pattern is "x"', 'x'],
    ['$.a.b of the event pattern is 7', { a: { b: 7 } }],
    ['know $.$or', { $or: [{ a: ['x'] }] }],
    ['know {"numeric":[">",1]} at $.a', { a: [{ numeric: ['>', 1] }] }],
    ['the wildcard "a**" is none that EventBridge takes', { a: [{ wildcard: 'a**' }] }],
    ['the wildcard "a\\\\b" is none', { a: [{ wildcard: 'a\\b' }] }],
    ['the wildcard "\\\\" is none', { a: [{ wildcard: '\\' }] }],
    ['know {"suffix":1} at $.a', { a: [{ suffix: 1 }] }],
    ['know {"exists":"yes"} at $.a', { a: [{ exists: 'yes' }] }],
    [
      'know {"prefix":{"equals-ignore-case":"x"}} at',
      { a: [{ prefix: { 'equals-ignore-case': 'x' } }] },
    ],
    ['know {"anything-but":{"prefix":"x"}} at', { a: [{ 'anything-but': { prefix: 'x' } }] }],
    ['know {"exists":true,"prefix":"x"} at', { a: [{ exists: true, prefix: 'x' }] }],
  ])('is refused: %s', (message, pattern) => {
    expect(() => readEventPattern(pattern)).toThrow(message);
  });
});
