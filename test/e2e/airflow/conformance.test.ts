import { afterAll, beforeAll, describe, it } from 'vitest';
import { Bench } from '../../conformance/bench';
import { updateDocument } from '../../conformance/document';
import { cellOf, rowsOf, writeTable } from '../../conformance/matrix';
import { modelColumn } from '../../conformance/model-column';
import { type RealSubject, startRealSubject } from '../../conformance/real-subject';
import { COMMAND_ROWS, suiteFor } from '../../conformance/suite';
import { airflowVersionsToTest, allAirflowVersions } from '../../support/airflow-versions';

const VERSIONS = await airflowVersionsToTest();

/** What was seen, by version, then by case. */
const matrix = new Map<string, Map<string, string>>(VERSIONS.map((v) => [v, new Map()]));

const passed = new Set<string>();

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
    passed.add(`${version} ${name}`);
  });
});

afterAll(async () => {
  console.log(writeTable('Case', VERSIONS, rowsOf(COMMAND_ROWS, matrix, VERSIONS)));
  const wanted = VERSIONS.flatMap((v) => suiteFor(v).map(([name]) => `${v} ${name}`));
  // A failed case, or a run of some cases only, as `-t` gives, must not get into the document.
  if (!wanted.every((name) => passed.has(name))) return;
  await updateDocument(matrix, await allAirflowVersions(), await modelColumn());
});
