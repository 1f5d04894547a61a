import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../../lambda/contract/conf-template';

const VALUES: Readonly<Record<string, unknown>> = {
  key: 'a/{size} "b"',
  size: 12,
  tags: ['x', 1],
};
const fill = (template: Readonly<Record<string, unknown>>) =>
  fillTemplate(template, (name) => VALUES[name]);

describe('A template', () => {
  it.each([
    ['a text of one placeholder', { k: '{key}' }, { k: 'a/{size} "b"' }],
    ['its value’s own type', { s: '{size}', t: '{tags}' }, { s: 12, t: ['x', 1] }],
    [
      'a text around placeholders',
      { k: 's3://{key}?{size}{tags}' },
      { k: 's3://a/{size} "b"?12["x",1]' },
    ],
    ['any depth', { a: [{ b: '{size}' }, '{key}'] }, { a: [{ b: 12 }, 'a/{size} "b"'] }],
    ['what is no text', { a: 1, b: null, c: true }, { a: 1, b: null, c: true }],
    ['braces written twice', { a: '{{size}}', b: '{{{size}}}' }, { a: '{size}', b: '{12}' }],
    [
      'a placeholder without value',
      { a: '{none}', b: ['{none}', 1], c: 'x{none}' },
      { b: [1], c: 'x' },
    ],
  ])('is filled: %s', (_title, template, filled) => {
    expect(fill(template)).toStrictEqual(filled);
  });

  const check = (template: Readonly<Record<string, unknown>>) => () =>
    checkTemplate(template, (name) => name in VALUES, 'key, size');

  it('may have what there is, and braces written twice', () => {
    expect(check({ a: '{key}', b: [{ c: 'x {size} {{y}}' }], n: 1 })).not.toThrow();
  });

  it.each([
    [{ a: '{Key}' }, 'conf.a has the unknown placeholder {Key}: there are key, size'],
    [{ a: { b: ['', 'x {}'] } }, 'conf.a.b[1] has the unknown placeholder {}: there are key, size'],
    [{ a: '{key' }, 'conf.a has a single {: write {{ for the brace itself'],
    [{ a: 'key}' }, 'conf.a has a single }: write }} for the brace itself'],
  ])('fails if it is %j', (template, message) => {
    expect(check(template)).toThrow(message);
  });
});
