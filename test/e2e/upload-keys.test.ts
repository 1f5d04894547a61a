import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UploadFlow } from '../support/upload-flow/flow';

/** Each class of characters that a key may have (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
const KEYS: readonly (readonly [string, string])[] = [
  ['safe characters', "azAZ09!-_.*'()"],
  ['characters that need handling', '&$@=;/:+ ,?'],
  ['characters to avoid', '\\{^}%`]">[~<#|'],
  ['a space, a plus, and what stand for them', 'a b+c%20d%2Be'],
  ['escapes of escapes', '100%25 %252B'],
  ['quotes of all kinds', `'"\`‘’“”`],
  ['code of a shell', '$(touch x); `id` && rm -rf $HOME/* | cat'],
  ['code of a template', '{{ dag_run.conf }} {% raw %} %(x)s'],
  ['line breaks and tabs', 'a\nb\r\nc\td'],
  ['control characters', 'a\u0001b\u001fc\u007fd'],
  ['letters of other alphabets', 'Ünïcödé-日本語-עברית-हिन्दी'],
  ['an emoji of several characters', '👩‍👩‍👧‍👦-🚀'],
  ['line ends that only Unicode has', 'a\u0085b\u2028c\u2029d'],
  ['characters in two forms', 'e\u0301-é'],
  ['leading dashes', '--help'],
  ['a flag with a value', '--conf={"a":1}'],
  ['a trailing space', 'x '],
  ['JSON', '{"key":"value"}'],
  ['empty folders', 'a//b/'],
  ['1,024 bytes', 'k'.repeat(1024 - 's3/'.length)],
  ['1,024 bytes of three each', '日'.repeat(340)],
];

/** One trigger by S3's own notifications, whose keys are encoded, and one by EventBridge, whose are not. */
const WAYS = ['s3', 'eventbridge'] as const;

describe('a key arrives in its DAG byte for byte', () => {
  let flow: UploadFlow;
  const arrived = new Map<string, readonly string[]>();

  beforeAll(async () => {
    flow = await UploadFlow.start({
      s3: { on: 'own', prefix: 's3/' },
      eventbridge: { on: 'imported', prefix: 'eb/' },
    });
    for (const [, key] of KEYS) {
      await flow.put('own', `s3/${key}`, 'x');
      await flow.put('imported', `eb/${key}`, 'x');
    }
    await flow.drain();
    for (const way of WAYS) arrived.set(way, await flow.keysOf(way));
  });

  afterAll(() => flow?.stop());

  it.each(KEYS)('with %s', (_title, key) => {
    expect(arrived.get('s3')).toContain(`s3/${key}`);
    expect(arrived.get('eventbridge')).toContain(`eb/${key}`);
  });

  it.each(WAYS)('and once, by %s', (way) => {
    expect(arrived.get(way)).toHaveLength(KEYS.length);
  });
});
