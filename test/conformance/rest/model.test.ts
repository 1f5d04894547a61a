import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AirflowVersion } from '../../../local/mwaa/model/version';
import { MODEL_VERSIONS, modelSubject } from '../model-subject';
import { RestBench } from './bench';
import { REST_CASE_NAMES, REST_SUITE } from './suite';

/** InvokeRestApi serves no older ones. */
const VERSIONS = MODEL_VERSIONS.filter((version) => new AirflowVersion(version).atLeast('2.4.3'));

describe.each(VERSIONS)("The model of Airflow %s's REST API", (version) => {
  let bench: RestBench;

  beforeAll(async () => {
    bench = await RestBench.start(modelSubject(version));
  });

  afterAll(() => bench.stop());

  it.each(REST_SUITE)('%s', async (_name, check) => {
    await check(bench, () => {});
  });
});

describe('The suite of requests', () => {
  it('has a name of its own for every case', () => {
    expect(new Set(REST_CASE_NAMES).size).toBe(REST_CASE_NAMES.length);
  });
});
