import { afterAll, beforeAll, describe, it } from 'vitest';
import { Bench } from '../../conformance/bench';
import { type RealSubject, startRealSubject } from '../../conformance/real-subject';
import { suiteFor } from '../../conformance/suite';
import { airflowVersionsToTest } from '../../support/airflow-versions';

const VERSIONS = await airflowVersionsToTest();

// What a message comes to must be the same by REST, but for what the cases say themselves.
describe.each(VERSIONS)('Airflow %s by REST, and by the CLI what has no form there', (version) => {
  let subject: RealSubject | undefined;
  let bench: Bench | undefined;

  beforeAll(async () => {
    subject = await startRealSubject(version);
    bench = await Bench.start(subject, 'auto');
  });

  afterAll(async () => {
    await bench?.stop();
    await subject?.stop();
  });

  it.each(suiteFor(version))('%s', async (_name, check) => {
    if (bench === undefined) throw new Error('Airflow did not start');
    await check(bench, () => {});
  });
});
