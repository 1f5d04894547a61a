import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/process';
import { collectTexts, textsOf } from './support/user-texts/collect';
import { errorsDocument } from './support/user-texts/document';
import { EXEMPT, faultsOf } from './support/user-texts/rules';

const texts = collectTexts();

describe('the texts that users meet', () => {
  it('say what is wrong, the value, what may be given, and what to do', () => {
    const faulty = texts.filter(({ text }) => !(text in EXEMPT));
    const faults = faulty.flatMap((one) =>
      faultsOf(one).map((fault) => `${one.file}: ${JSON.stringify(one.text)} ${fault}`),
    );

    expect(faults).toEqual([]);
  });

  it.each(Object.keys(EXEMPT))('need the exemption of %j', (exempt) => {
    const found = texts.filter(({ text }) => text === exempt);

    expect(found.flatMap(faultsOf)).not.toEqual([]);
  });

  it('stand in docs/errors.md', async () => {
    await expect(errorsDocument(texts)).toMatchFileSnapshot(path.join(ROOT, 'docs/errors.md'));
  });
});

/** In the sources below `#{` begins what stands in a template, since each is itself a text. */
const filled = (source: string) => source.replaceAll('#{', '$' + '{');

describe('a text is found', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['an error', 'lib/a.ts', "throw new Error('one two')", ['one two']],
    ['its values', 'lib/a.ts', 'new XError(`a #{b} is #{c.d}: #{e(f)}`)', ['a <b> is <d>: <f>']],
    ['a choice', 'lib/a.ts', "new Error(`one two #{c ? 'd' : e}`)", ['one two d', 'one two <e>']],
    ['a constant', 'lib/a.ts', 'const A = 2 * 3; new Error(`at most #{A}`)', ['at most 6']],
    [
      'a parameter with the name of a constant',
      'lib/a.ts',
      "const a = 'x'; const f = (a: string) => new Error(`one two #{a}`)",
      ['one two <a>'],
    ],
    ['a reason', 'lambda/a.ts', "({ outcome: 'refused', reason: 'one two' })", ['one two']],
    ['a fault', 'lib/a.ts', "function faultOf() { return 'one two'; }", ['one two']],
    ['a remedy', 'cli/a.ts', "const REMEDIES = [[/x/, 'do that']]", ['do that']],
    [
      'a range',
      'lib/a.ts',
      "const R = { least: 1, most: 9, unit: 'days' }; checkRange('a', b, R)",
      ['a is <value>: give whole days, 1 to 9'],
    ],
    [
      "a schema's rule",
      'app/a.ts',
      "z.string().regex(/x/, 'give x')",
      ['mwaa-cli-queue.<path> is <value>: give x'],
    ],
    [
      'a finding',
      'cli/doctor/a.ts',
      "warning('a', `b #{c}`, 'do that')",
      ['a: b <c>; to do: do that'],
    ],
    ['nothing of what is only passed on', 'lib/a.ts', 'new Error(`#{a}: #{b.message}`)', []],
  ])('of %s', (_, file, source, expected) => {
    expect(textsOf([[file, filled(source)]]).map(({ text }) => text)).toEqual(expected);
  });

  it('with a constant of another file', () => {
    const sources = [
      ['lib/a.ts', "export const SOME_RULE = 'give one'"],
      ['lib/b.ts', filled('new Error(`it is none: #{SOME_RULE}`)')],
    ] as const;

    expect(textsOf(sources).map(({ text }) => text)).toEqual(['it is none: give one']);
  });
});

describe('a text is refused that', () => {
  it.each([
    ['has no value', 'the body differs: send another', 'has no value'],
    ['says nothing to do', 'name <name> has <length> characters', 'does not say what to do'],
    ['begins with a capital', 'Name <name> is taken: give another', 'begins with a capital letter'],
    ['ends with a full stop', 'name <name> is taken: give another.', 'ends with a mark'],
    ['blames', 'invalid name <name>: give another', 'blames, begs or says nothing'],
    ['has several lines', 'name <name>:\ngive another', 'is of several lines'],
    [
      'has curled quotes',
      'name <name> is S3’s: give another',
      "has other quotes than a keyboard's",
    ],
    ['has another word', 'the timeout is <value>: give another', 'does not say "time-out"'],
  ])('%s', (_, text, fault) => {
    expect(faultsOf({ text, by: 'Error', file: 'lib/a.ts' })).toContain(fault);
  });

  it('is taken when it has all', () => {
    const text = 'name <name> has <length> characters: give 1 to 64';

    expect(faultsOf({ text, by: 'Error', file: 'lib/a.ts' })).toEqual([]);
  });
});
