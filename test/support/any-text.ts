import * as fc from 'fast-check';

// The library's own "binary" strings take a second to prepare.

/** Any string that JavaScript can hold: lone surrogates and noncharacters included. */
export function anyText(): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0, max: 0xffff }))
    .map((units) => String.fromCharCode(...units));
}

/** Any string of Unicode characters, control characters included; UTF-8 can hold it. */
export function anyUnicode(limits: { minLength?: number; maxLength?: number } = {}) {
  const character = fc
    .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0x10ffff }))
    .filter((code) => code < 0xd800 || code > 0xdfff);
  return fc.array(character, limits).map((codes) => String.fromCodePoint(...codes));
}
