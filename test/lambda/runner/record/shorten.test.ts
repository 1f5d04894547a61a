import { expect, it } from 'vitest';
import { shorten } from '../../../../lambda/runner/record/shorten';

it.each([
  ['abcd', 'abcd'],
  ['abcde', 'abc…'],
  ['ab🚀de', 'ab\ufffd…'],
  ['a\ud800', 'a\ufffd'],
])('a text of at most four characters is made of %j: %j', (text, short) => {
  expect(shorten(text, 4)).toBe(short);
});
