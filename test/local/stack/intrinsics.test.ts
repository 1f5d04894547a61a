import { describe, expect, it } from 'vitest';
import { type Intrinsic, type Physical, resolve } from '../../../local/stack/intrinsics';

const physical: Physical = {
  ref: (id) => `ref-${id}`,
  attribute: (id, name) => `${name}-of-${id}`,
};

describe('a template value', () => {
  it.each<[string, Intrinsic, Intrinsic]>([
    ['a text', 'text', 'text'],
    ['a number', 7, 7],
    ['a truth', false, false],
    ['null', null, null],
    ['Ref', { Ref: 'Queue' }, 'ref-Queue'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'ref-AWS::Region'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn-of-Queue'],
    ['Fn::Join', { 'Fn::Join': [':', ['arn', { Ref: 'A' }, 'x']] }, 'arn:ref-A:x'],
    [
      'Fn::Join in Fn::Join',
      { 'Fn::Join': ['', ['<', { 'Fn::Join': ['-', ['a', 'b']] }, '>']] },
      '<a-b>',
    ],
    [
      'Fn::Sub',
      { 'Fn::Sub': `\${AWS::Region}/\${Queue.Arn}/$x` },
      'ref-AWS::Region/Arn-of-Queue/$x',
    ],
    [
      'functions anywhere in lists and objects',
      { a: [{ Ref: 'A' }, { b: { 'Fn::GetAtt': ['B', 'Arn'] } }], c: 1 },
      { a: ['ref-A', { b: 'Arn-of-B' }], c: 1 },
    ],
    ['an object that only begins like a function', { Ref: 'A', more: 1 }, { Ref: 'A', more: 1 }],
    ['an empty object', {}, {}],
  ])('resolves: %s', (_, value, resolved) => {
    expect(resolve(value, physical)).toEqual(resolved);
  });

  it.each<[string, Intrinsic]>([
    ['Fn::If', { 'Fn::If': ['Condition', 'a', 'b'] }],
    ['Fn::ImportValue', { deep: [{ 'Fn::ImportValue': 'x' }] }],
    ['Fn::Sub', { 'Fn::Sub': [`\${a}`, { a: 'b' }] }],
  ])('refuses what it does not know: %s', (name, value) => {
    expect(() => resolve(value, physical)).toThrow(
      new RegExp(
        `^the local stack does not know ${name} of .+: teach local/stack/intrinsics\\.ts$`,
      ),
    );
  });
});
