import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../local/mwaa/model/python/json';
import { pyJson, pyRepr, toPlain } from '../../../../local/mwaa/model/python/values';

describe('JSON as Python reads and writes it', () => {
  it('reads what JSON.parse reads', () => {
    const text = '{"b": [1, -2.5e3, true, null, {"\\u00e9\\n": "\\\\ \\" /"}], "2": {}, "1": []}';

    expect(toPlain(parseJson(text))).toEqual(JSON.parse(text));
  });

  it('keeps the order of keys that look like numbers', () => {
    expect(pyJson(parseJson('{"2":1,"1":2}'))).toBe('{"2": 1, "1": 2}');
  });

  it('tells ints from floats, keeps long ints, and knows NaN', () => {
    const value = parseJson('[1, 1.0, 12345678901234567890, 1e16, 0.00001, -0.0, NaN, -Infinity]');

    expect(pyRepr(value)).toBe('[1, 1.0, 12345678901234567890, 1e+16, 1e-05, -0.0, nan, -inf]');
  });

  it('prints strings as repr does', () => {
    expect(pyRepr(parseJson(`["it's", "say \\"it's\\"", "a\\nb\\u0001"]`))).toBe(
      `["it's", 'say "it\\'s"', 'a\\nb\\x01']`,
    );
  });

  it('escapes everything beyond ASCII, unless told', () => {
    expect(pyJson('\u00e9\ud83d\ude00')).toBe('"\\u00e9\\ud83d\\ude00"');
    expect(pyJson('\u00e9', false)).toBe('"\u00e9"');
  });

  it.each([
    ['', 'Expecting value: line 1 column 1 (char 0)'],
    ['{"key":', 'Expecting value: line 1 column 8 (char 7)'],
    ['{bad', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ['{"a": 1 "b"}', "Expecting ',' delimiter: line 1 column 9 (char 8)"],
    ['{} x', 'Extra data: line 1 column 4 (char 3)'],
    ['"a', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['{\n"a": "\t"}', 'Invalid control character at: line 2 column 7 (char 8)'],
    ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
    ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ])('words its error for %j as Python 3.11 does', (text, message) => {
    expect(() => parseJson(text)).toThrow(message);
  });
});
