import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from '../../conformance/bench';
import { updateDocument } from '../../conformance/document';
import { cellOf, writeTable } from '../../conformance/matrix';
import { modelColumn } from '../../conformance/model-column';
import { type RealSubject, startRealSubject } from '../../conformance/real-subject';
import { CASE_NAMES, suiteFor } from '../../conformance/suite';
import { airflowVersionsToTest, allAirflowVersions } from '../../support/airflow-versions';

const VERSIONS = await airflowVersionsToTest();

/** What was seen, by version, then by case. */
const matrix = new Map<string, Map<string, string>>(VERSIONS.map((v) => [v, new Map()]));

describe.each(VERSIONS)('Airflow %s', (version) => {
  let subject: RealSubject | undefined;
  let bench: Bench | undefined;

  beforeAll(async () => {
    subject = await startRealSubject(version);
    bench = await Bench.start(subject);
  });

  afterAll(async () => {
    await bench?.stop();
    await subject?.stop();
  });

  it.each(suiteFor(version))('%s', async (name, check) => {
    if (bench === undefined) throw new Error('Airflow did not start');
    await check(bench, (seen) => matrix.get(version)?.set(name, cellOf(seen)));
  });
});

afterAll(async () => {
  const rows = CASE_NAMES.map((name): readonly [string, readonly string[]] => [
    name,
    VERSIONS.map((version) => matrix.get(version)?.get(name) ?? 'not run'),
  ]);
  console.log(writeTable('Case', VERSIONS, rows));
  const wholeSuite = VERSIONS.every((v) => matrix.get(v)?.size === suiteFor(v).length);
  // A run of some cases only, as `-t` gives, must not leave holes in the document.
  if (wholeSuite) await updateDocument(matrix, await allAirflowVersions(), await modelColumn());
  expect([...matrix.keys()]).toEqual(VERSIONS);
});
