import { afterAll, beforeAll, describe, it } from 'vitest';
import { updateDocument } from '../../conformance/document';
import { rowsOf, writeTable } from '../../conformance/matrix';
import { modelColumn } from '../../conformance/model-column';
import { type RealSubject, startRealSubject } from '../../conformance/real-subject';
import { RestBench } from '../../conformance/rest/bench';
import { REST_CASE_NAMES, REST_ROWS, REST_SUITE } from '../../conformance/rest/suite';
import { airflowVersionsToTest, allAirflowVersions } from '../../support/airflow-versions';

const VERSIONS = await airflowVersionsToTest();

/** What was seen, by version, then by case. */
const matrix = new Map<string, Map<string, string>>(VERSIONS.map((v) => [v, new Map()]));

/** How many cases passed, by version. */
const passed = new Map<string, number>();

describe.each(VERSIONS)("Airflow %s's REST API", (version) => {
  let subject: RealSubject | undefined;
  let bench: RestBench | undefined;

  beforeAll(async () => {
    subject = await startRealSubject(version);
    bench = await RestBench.start(subject);
  });

  afterAll(async () => {
    await bench?.stop();
    await subject?.stop();
  });

  it.each(REST_SUITE)('%s', async (name, check) => {
    if (bench === undefined) throw new Error('Airflow did not start');
    await check(bench, (cell) => matrix.get(version)?.set(name, cell));
    passed.set(version, (passed.get(version) ?? 0) + 1);
  });
});

afterAll(async () => {
  console.log(writeTable('Case', VERSIONS, rowsOf(REST_ROWS, matrix, VERSIONS)));
  // A failed case, or a run of some cases only, as `-t` gives, must not get into the document.
  const whole = [...matrix].filter(([version]) => passed.get(version) === REST_CASE_NAMES.length);
  if (whole.length === 0) return;
  await updateDocument(new Map(whole), await allAirflowVersions(), await modelColumn());
});
