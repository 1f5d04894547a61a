import { describe, expect, it } from 'vitest';
import { type AirflowVersion, parseVersion } from '../../../../lambda/contract/airflow-version';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import type { FinalResult } from '../../../../lambda/runner/outcome';
import { unlessUpgraded } from '../../../../lambda/runner/run/unless-upgraded';
import { created, fakeAirflow, type Reply } from '../../../support/fake-airflow';
import { argv, run, runVia, UNTIL } from '../../../support/run-command';

/** Airflow as it was believed to be, with the version that MWAA tells when it is asked again. */
function upgraded(before: string, after: string | Error, ...replies: Reply[]) {
  const airflow = fakeAirflow(replies, before);
  const version = async (): Promise<AirflowVersion> => {
    if (airflow.versionsForgotten() === 0) return parseVersion(before);
    if (after instanceof Error) throw after;
    return parseVersion(after);
  };
  return { ...airflow, version };
}

const USAGE = { stderr: 'airflow command error: argument GROUP_OR_COMMAND: invalid choice: pause' };
const PATTERN = argv('dags', 'pause', 'load', '--treat-dag-id-as-regex', '--yes');

describe('a command written for another version than the environment has by now', () => {
  it('waits to be written anew when Airflow does not understand it', async () => {
    const airflow = upgraded('1.10.12', '2.11.2', USAGE);
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toStrictEqual({
      outcome: 'held',
      reason: expect.stringMatching(
        /upgraded to Airflow 2\.11, .* written for 1\.10 \(.*invalid choice/,
      ),
      trouble: 'upgraded',
      mayHaveRun: false,
      via: 'cli',
    });
  });

  it('waits when it is refused for that version', async () => {
    const outcome = await run(PATTERN, upgraded('2.8.1', '2.11.2'));
    expect(outcome).toMatchObject({ outcome: 'held', trouble: 'upgraded', mayHaveRun: false });
  });

  it('waits when that version had no REST API', async () => {
    const outcome = await runVia('rest', argv('version'), { airflow: upgraded('2.2.2', '2.11.2') });
    expect(outcome).toMatchObject({ outcome: 'held', trouble: 'upgraded' });
  });

  it('waits for MWAA to tell the version', async () => {
    const denied = new EnvironmentUnavailableError('throttled');
    const outcome = await run(PATTERN, upgraded('2.8.1', denied));
    expect(outcome).toMatchObject({ outcome: 'held', reason: 'throttled', mayHaveRun: false });
  });

  it('is refused where the newer version does not have it either', async () => {
    const outcome = await run(PATTERN, upgraded('2.8.1', '2.8.1'));
    expect(outcome).toMatchObject({ outcome: 'refused' });
  });
});

describe('an outcome that the version has no part in', () => {
  it.each<FinalResult>([
    { outcome: 'succeeded', answer: created('load', 'r1'), durations: { mintMs: 1, cliMs: 2 } },
    {
      outcome: 'failed',
      reason: 'no',
      failure: 'other',
      answer: created('load', 'r1'),
      durations: { mintMs: 1, cliMs: 2 },
    },
    { outcome: 'unknown', reason: 'lost' },
  ])('is left as it is, and the version kept: $outcome', async (outcome) => {
    const airflow = upgraded('2.8.1', '2.11.2');
    const left = await unlessUpgraded(outcome, parseVersion('2.8.1'), airflow, UNTIL);
    expect(left).toBe(outcome);
    expect(airflow.versionsForgotten()).toBe(0);
  });
});

it('Where no time is left to ask for the version, a refusal stands, and the next command has it asked for', async () => {
  const refused = { outcome: 'refused', reason: 'no' } as const;
  const airflow = upgraded('2.8.1', '2.11.2');
  const soon = Date.now() + 9000;
  expect(await unlessUpgraded(refused, parseVersion('2.8.1'), airflow, soon)).toBe(refused);
  expect(airflow.versionsForgotten()).toBe(1);
});
