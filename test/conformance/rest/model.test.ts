import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelSubject } from '../model-subject';
import { RestBench } from './bench';
import { REST_CASE_NAMES, REST_SUITE, REST_VERSIONS } from './suite';

describe.each(REST_VERSIONS)("The model of Airflow %s's REST API", (version) => {
  let bench: RestBench;

  beforeAll(async () => {
    bench = await RestBench.start(modelSubject(version));
  });

  afterAll(() => bench.stop());

  it.each(REST_SUITE)('answers as is expected: %s', async (_name, check) => {
    await check(bench, () => {});
  });
});

describe('The suite of requests', () => {
  it('has a name of its own for every case', () => {
    expect(new Set(REST_CASE_NAMES).size).toBe(REST_CASE_NAMES.length);
  });
});
