import { expect, it } from 'vitest';
import { readJsonPath } from '../../../local/stack/json-path';

const EVENT = { a: { 'b-c': [{ d_1: 'found' }] }, s: 'text', zero: 0 };

it.each<[string, unknown]>([
  ['$', EVENT],
  ['$.s', 'text'],
  ['$.zero', 0],
  ['$.a.b-c[0].d_1', 'found'],
  ['$.a.b-c[1]', undefined],
  ['$.nothing.there', undefined],
  ['$.s.length', undefined],
  ['$.a.toString', undefined],
])('the path %s gives what stands there', (path, value) => {
  expect(readJsonPath(path)(EVENT)).toEqual(value);
});

it.each(['a.b', '$.a[*]', '$..a', "$['a']", '$.a[?(@.b)]', 'aws.pipes.pipe-arn', '$.a b', ''])(
  'the path %j is refused',
  (path) => {
    expect(() => readJsonPath(path)).toThrow(`the local stack does not know the path ${path}`);
  },
);
