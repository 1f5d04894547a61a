import { describe, expect, it } from 'vitest';
import { UnparsableCommandError } from '../../../../local/mwaa/engine';
import { splitCommand } from '../../../../local/mwaa/model/python/shlex';

/** Recorded from Python's `shlex.split`. */
const FROM_PYTHON: readonly (readonly [text: string, words: readonly string[]])[] = [
  ['a b  c', ['a', 'b', 'c']],
  ['a\tb\nc\r', ['a', 'b', 'c']],
  ['', []],
  ["'a b' c", ['a b', 'c']],
  [`"a\\"b"`, ['a"b']],
  [`"a\\nb"`, ['a\\nb']],
  ['a\\ b', ['a b']],
  ["''", ['']],
  ["a''b", ['ab']],
  ['#x y', ['#x', 'y']],
  ['a\u00a0b \u00e9', ['a\u00a0b', '\u00e9']],
  [`'{"a": "x\\u0027"}'`, ['{"a": "x\\u0027"}']],
  ["\\'a", ["'a"]],
  // The npm package splits these otherwise.
  [`$'a\\nb'`, ['$a\\nb']],
  ['$"x"', ['$x']],
  ['a\\\nb', ['a\nb']],
  ['"a\\\nb"', ['a\\\nb']],
  [`'a\\\\b'"c"`, ['a\\\\bc']],
  [`'\\"'"x"`, ['\\"x']],
];

describe('The splitting of a command', () => {
  it.each(FROM_PYTHON)('is that of Python for %j', (text, words) => {
    expect(splitCommand(text)).toEqual(words);
  });

  it.each([
    ["dags trigger x -c '{", 'No closing quotation'],
    ['dags trigger "x', 'No closing quotation'],
    ['dags trigger x\\', 'No escaped character'],
    ['"x\\', 'No escaped character'],
  ])('fails for %j', (text, message) => {
    expect(() => splitCommand(text)).toThrow(new UnparsableCommandError(message));
  });
});
