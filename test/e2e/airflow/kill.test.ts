import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAIN_AIRFLOW_VERSIONS } from '../../../local/mwaa/main-versions';
import { AirflowBench } from '../../support/airflow-bench';
import { KILL_CASES } from '../../support/faults/kill-cases';
import { runKillCase } from '../../support/faults/run-kill-case';
import { expectInvariants, failures } from '../../support/faults/seen';

const CASES = KILL_CASES.map(
  (killCase) => [`${killCase.subject.name}, ${killCase.step.name}`, killCase] as const,
);

const BY = MAIN_AIRFLOW_VERSIONS.flatMap((version) => [
  [version, 'cli'],
  [version, 'auto'],
]);

describe.each(BY)('kill -9 of the runner, with Airflow %s by %s', (version, via) => {
  let bench: AirflowBench | undefined;

  function started(): AirflowBench {
    if (bench === undefined) throw new Error('Airflow did not start');
    return bench;
  }

  beforeAll(async () => {
    bench = await AirflowBench.begin(version, via);
  });
  beforeEach(() => started().clear());
  afterEach(() => expectInvariants(started()));
  afterAll(() => bench?.stop());

  it.each(CASES)('of %s', async (_, killCase) => {
    const result = await runKillCase(started(), killCase);

    expect(result).toEqual(killCase.expected);
    expect(failures(started())).toEqual([expect.stringContaining('ended (killed)')]);
  });
});
