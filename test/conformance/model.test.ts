import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from './bench';
import { MODEL_VERSIONS, modelSubject } from './model-subject';
import { CASE_NAMES, suiteFor } from './suite';

const WAYS = MODEL_VERSIONS.flatMap((version) => [
  { version, via: 'cli' } as const,
  { version, via: 'auto' } as const,
]);

describe.each(WAYS)('The model of Airflow $version, by $via', ({ version, via }) => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await Bench.start(modelSubject(version), via);
  });

  afterAll(() => bench.stop());

  it.each(suiteFor(version))('answers as is expected: %s', async (_name, check) => {
    await check(bench, () => {});
  });
});

describe('The conformance suite', () => {
  it('has a name of its own for every case', () => {
    expect(new Set(CASE_NAMES).size).toBe(CASE_NAMES.length);
  });
});
