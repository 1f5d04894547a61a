import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  hasInexactNumber,
  isJsonObject,
  parseExactJson,
  toAsciiJson,
  tryParseJson,
  writeAsciiJson,
} from '../../../lambda/contract/json';
import { anyText } from '../../support/any-text';

describe('writeAsciiJson', () => {
  it('writes ASCII that reads back as the same value, whatever its text', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        anyText(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(null, true, false),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(anyText(), tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, (v) => {
        const text = writeAsciiJson(v);
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(v));
      }),
    );
  });

  it.each([
    ['a lone surrogate', '\ud800', '"\\ud800"'],
    ['an emoji', '😀', '"\\ud83d\\ude00"'],
    ['what SQS refuses', '\uffff\u0001', '"\\uffff\\u0001"'],
    ['the delete character', '\x7f', '"\\u007f"'],
    ['a line separator', '\u2028', '"\\u2028"'],
  ])('writes %s as escapes', (_title, text, written) => {
    expect(writeAsciiJson(text)).toBe(written);
  });

  it('leaves escapes alone that a JSON text has already', () => {
    expect(toAsciiJson('{"a":"\\u00e9 é \\\\u00e9"}')).toBe('{"a":"\\u00e9 \\u00e9 \\\\u00e9"}');
  });
});

describe('parseExactJson', () => {
  it('keeps each number as its digits were written', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,40})(\.\d{1,30})?([eE][+-]?\d{1,3})?$/);
    fc.assert(
      fc.property(fc.array(digits), (numbers) => {
        const text = `{"a":[${numbers.join(',')}]}`;
        expect(JSON.stringify(parseExactJson(text))).toBe(text);
      }),
    );
  });

  it('gives an ordinary number as a number', () => {
    expect(parseExactJson('[1, 2.5, -3]')).toStrictEqual([1, 2.5, -3]);
  });

  it('fails if the text is no JSON', () => {
    expect(() => parseExactJson('{')).toThrow(SyntaxError);
  });
});

describe('a number that a double on the way would change', () => {
  it.each([
    '0',
    '-0',
    '0.0',
    '1.50',
    '1e3',
    '0.1',
    '123456789012345',
    '9007199254740991',
    '1.7976931348623157e+308',
  ])('is not %s', (number) => {
    expect(hasInexactNumber(`{"a":[${number}]}`)).toBe(false);
  });

  it.each([
    '9007199254740993',
    '12345678901234567890',
    '0.1234567890123456789',
    '1e400',
    '1e-400',
    '-2e999',
  ])('is %s', (number) => {
    expect(hasInexactNumber(`{"a":[1,${number}]}`)).toBe(true);
  });

  it('is none that has the same digits when it comes back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (double) => {
        expect(hasInexactNumber(JSON.stringify([double]))).toBe(false);
      }),
    );
  });

  it('is not looked for in text', () => {
    expect(hasInexactNumber('{"12345678901234567890":"12345678901234567890"}')).toBe(false);
  });
});

it.each([
  ['{"a":1}', { a: 1 }],
  ['null', null],
  ['', undefined],
  ['<xml>', undefined],
  ['{"a":1', undefined],
])('%j, which may be no JSON, is parsed as %j', (text, value) => {
  expect(tryParseJson(text)).toEqual(value);
});

describe('isJsonObject', () => {
  it.each([['{}'], ['{"a":1}'], ['{"__proto__":null}']])('takes %s', (text) => {
    expect(isJsonObject(parseExactJson(text))).toBe(true);
  });

  it.each([['null'], ['[]'], ['"{}"'], ['1'], ['12345678901234567890'], ['true']])(
    'refuses %s',
    (text) => {
      expect(isJsonObject(parseExactJson(text))).toBe(false);
    },
  );
});

describe('without raw JSON, as on Node 20', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  async function loadOnNode20() {
    const { stringify, parse } = JSON;
    // There a reviver is not told the source either.
    vi.stubGlobal('JSON', {
      stringify,
      parse: (text: string, reviver?: (key: string, value: unknown) => unknown) =>
        parse(text, reviver && ((key, value) => reviver(key, value))),
    });
    vi.resetModules();
    return import('../../../lambda/contract/json');
  }

  it('JSON is read and told apart all the same, its long numbers as doubles', async () => {
    const json = await loadOnNode20();
    expect(json.parseExactJson('{"a":[1,12345678901234567890]}')).toStrictEqual({
      a: [1, 12345678901234567000],
    });
    expect([json.isJsonNumber(1), json.isJsonNumber('1'), json.isJsonNumber({})]).toStrictEqual([
      true,
      false,
      false,
    ]);
    expect([{}, [], null, 1].map(json.isJsonObject)).toStrictEqual([true, false, false, false]);
    expect(json.hasHugeInteger('[12345678901234567890123]')).toBe(false);
  });
});
