import { describe, expect, it } from 'vitest';
import { splitCommand } from '../../../lambda/airflow/argv';
import type { Command } from '../../../lambda/airflow/command';
import { judge } from '../../../lambda/airflow/judge';
import { airflowFixtures } from '../../support/airflow-fixtures';
import { EXPECTED_NAMES, expectedVerdict } from './fixture-verdicts';

const FIXTURES = airflowFixtures();

describe('The verdict on what a real Airflow printed', () => {
  it.each(FIXTURES)('is right for %s %s', (version, name, fixture) => {
    const expected = expectedVerdict(version, name);
    expect(expected, `nobody has said what ${version}/${name}.json means`).toBeDefined();

    const verdict = judge(commandOf(fixture.command), fixture);

    const reason = verdict.kind === 'succeeded' ? undefined : verdict.reason;
    expect({ kind: verdict.kind, reason }).toEqual({
      kind: expected?.kind,
      reason: expected?.reason === undefined ? undefined : expect.stringMatching(expected.reason),
    });
  });

  it('is expected of no recording that is gone', () => {
    const recorded = new Set(FIXTURES.map(([, name]) => name));
    expect(EXPECTED_NAMES.filter((name) => !recorded.has(name))).toEqual([]);
  });

  it.each(FIXTURES)('agrees with the exit code of %s %s, which MWAA hides', (version, name, f) => {
    const verdict = judge(commandOf(f.command), f);

    const isUnproven = expectedVerdict(version, name)?.reason?.source.includes('did not confirm');
    if (isUnproven !== true) expect(verdict.kind === 'succeeded').toBe(f.exitCode === 0);
  });
});

/** The command as the runner knows it: a trigger always has a run id of its own. */
function commandOf(text: string): Command {
  const argv = splitCommand(text);
  const command = {
    verb: argv.slice(0, 2).join(' '),
    args: argv.slice(2),
    shown: text,
    fingerprint: text,
    secrets: [],
    slow: false,
    repeatable: true,
    secretOutput: false,
  };
  const [group, name, dagId = 'example_dag'] = argv;
  if (group !== 'dags' || name !== 'trigger' || argv.includes('--help')) return command;
  const runId = argv[argv.indexOf('-r') + 1];
  const isGiven = argv.includes('-r') && runId !== undefined && runId !== '';
  return { ...command, trigger: { dagId, runId: isGiven ? runId : 'mwaaq__derived__0123456789' } };
}
