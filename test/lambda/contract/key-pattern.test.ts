import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readKeyPattern } from '../../../lambda/contract/key-pattern';

describe('A key pattern', () => {
  it.each([
    ['sales/{date}/*.csv', 'sales/2026-11-22/a.csv', { date: '2026-11-22' }],
    ['sales/{date}/*.csv', 'sales/2026-11-22/.csv', { date: '2026-11-22' }],
    ['{region}/{date}/{file}', 'eu/22/x y.csv', { region: 'eu', date: '22', file: 'x y.csv' }],
    ['raw/**/part-*', 'raw/a/b/part-0', {}],
    ['raw/**/part-*', 'raw//part-0', {}],
    ['**/{name}.json', 'a/b/line\nbreak.json', { name: 'line\nbreak' }],
    ['a.{b}+(c)[d]^$|\\?', 'a.x+(c)[d]^$|\\?', { b: 'x' }],
  ])('%s has the key %j', (pattern, key, parts) => {
    expect(readKeyPattern(pattern).match(key)).toStrictEqual(parts);
  });

  it.each([
    ['sales/{date}/*.csv', 'sales/2026/11/a.csv'],
    ['sales/{date}/*.csv', 'sales//a.csv'],
    ['sales/{date}/*.csv', 'sales/2026/a/b.csv'],
    ['sales/{date}/*.csv', 'old-sales/2026/a.csv'],
    ['sales/{date}/*.csv', 'sales/2026/a.csv.gz'],
    ['a.{b}', 'axb'],
  ])('%s does not have the key %j', (pattern, key) => {
    expect(readKeyPattern(pattern).match(key)).toBeUndefined();
  });

  it.each([
    ['sales/{date}/*.csv', 'sales/', '.csv', ['date']],
    ['{a}/{b}', '', '', ['a', 'b']],
    ['logs/**', 'logs/', '', []],
  ])('%s tells what all its keys begin and end with', (pattern, prefix, suffix, names) => {
    expect(readKeyPattern(pattern)).toMatchObject({ prefix, suffix, names });
  });

  it.each([
    ['sales/a.csv', 'has neither a {name} nor a *'],
    ['sales/{}/x', 'has the part {}, which is no name'],
    ['sales/{1}/x', 'has the part {1}, which is no name'],
    ['{a}/{a}', 'has the part {a} twice'],
    ['{a}/b}', 'has a brace without its other one'],
    ['{a/*', 'has a brace without its other one'],
  ])('fails if it is %s', (pattern, what) => {
    expect(() => readKeyPattern(pattern)).toThrow(`${JSON.stringify(pattern)} ${what}; give for`);
  });
});

describe('A key pattern of many parts', () => {
  /** The same as a regular expression, which is right, and slow. */
  function expression(pattern: string): RegExp {
    const source = pattern.replace(/\{(\w+)\}|\*\*|\*/g, (found, name: string | undefined) => {
      if (name !== undefined) return `(?<${name}>[^/]+)`;
      return found === '**' ? '[^]*' : '[^/]*';
    });
    return new RegExp(`^${source}$`);
  }

  const piece = fc.constantFrom('a', 'b', '/', '_', '*', '**');
  const pattern = fc
    .array(fc.oneof(piece, fc.constant('{}')), { minLength: 1, maxLength: 8 })
    .map((pieces) => [...pieces, '*'].map((p, i) => (p === '{}' ? `{n${i}}` : p)).join(''))
    // Two stars that meet are one of the other kind.
    .filter((text) => !text.includes('***'));
  const key = fc
    .array(fc.constantFrom('a', 'b', '/', '_'), { maxLength: 12 })
    .map((characters) => characters.join(''));

  it('has the keys and the parts that a regular expression has', () => {
    fc.assert(
      fc.property(pattern, key, (text, name) => {
        const groups = expression(text).exec(name);
        const parts = groups === null ? undefined : { ...groups.groups };
        expect(readKeyPattern(text).match(name)).toEqual(parts);
      }),
      { numRuns: 2000 },
    );
  });

  it('looks at no place of a key twice for one part, however the key tempts it to', () => {
    const { match } = readKeyPattern('sales/{a}_{b}_{c}_{d}_{e}.csv');
    const tempting = `sales/${'_'.repeat(1000)}/.csv`;
    const charAt = vi.spyOn(String.prototype, 'startsWith');
    expect(match(tempting)).toBeUndefined();
    // Six texts, each looked for at each place once.
    expect(charAt.mock.calls.length).toBeLessThanOrEqual(6 * (tempting.length + 1));
    charAt.mockRestore();
  });
});
