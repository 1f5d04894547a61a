import { describe, expect, it } from 'vitest';
import { DIALECTS, dialectOf } from '../../../lambda/airflow/dialect';
import { triggerArgv } from '../../../lambda/airflow/dialects/trigger-words';
import { spell, toToday } from '../../../lambda/airflow/spelling';
import { readTriggerArgs } from '../../../lambda/airflow/trigger';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import { VERBS } from '../../../lambda/contract/verbs';
import { airflowFixtures } from '../../support/airflow-fixtures';
import { raised } from '../../support/fake-airflow';

const trigger = { dagId: 'd', runId: 'r', conf: '{}', logicalDate: '2026-01-01T00:00:00Z' };
const of = (version: string) => dialectOf(parseVersion(version));

describe('A trigger', () => {
  it.each([
    ['1.10.12', 'trigger_dag d --run_id r --conf {} --exec_date 2026-01-01T00:00:00Z'],
    ['2.0.2', 'dags trigger d --run-id r --conf {} --exec-date 2026-01-01T00:00:00Z'],
    ['2.5.1', 'dags trigger d --run-id r --conf {} --exec-date 2026-01-01T00:00:00Z'],
    [
      '2.6.3',
      'dags trigger d --run-id r --conf {} --exec-date 2026-01-01T00:00:00Z --no-replace-microseconds -o json',
    ],
    [
      '2.11.2',
      'dags trigger d --run-id r --conf {} --exec-date 2026-01-01T00:00:00Z --no-replace-microseconds -o json',
    ],
    ['3.3.1', 'dags trigger d --run-id r --conf {} --logical-date 2026-01-01T00:00:00Z -o json'],
  ])('on %s is: %s', (version, command) => {
    expect(of(version).trigger(trigger).join(' ')).toBe(command);
  });

  it('leaves out what it does not have', () => {
    expect(of('3.3.1').trigger({ dagId: 'd', runId: 'r' })).not.toContain('--conf');
  });
});

it('a trigger for people is in today’s spelling, without what only shapes the output', () => {
  const shown = 'dags trigger d --run-id r --conf {} --logical-date 2026-01-01T00:00:00Z';
  expect(triggerArgv(trigger).join(' ')).toBe(shown);
  expect(triggerArgv({ dagId: 'd', runId: 'r' }).join(' ')).toBe('dags trigger d --run-id r');
});

describe.each(DIALECTS.map(([since]) => since))(
  'What is written for Airflow %s and later',
  (since) => {
    const version = parseVersion(since);

    it.each(Object.keys(VERBS))('is read as the same command: %s', (verb) => {
      // On 1.10 the list is `variables` alone.
      const command = { verb, args: verb === 'variables list' ? [] : ['my_dag'] };
      expect(toToday(spell(command, version))).toEqual(command);
    });

    it('is read as the same trigger', () => {
      const { verb, args } = toToday(dialectOf(version).trigger(trigger));
      expect(verb).toBe('dags trigger');
      expect(readTriggerArgs(args)).toEqual(trigger);
    });
  },
);

function question(version: string) {
  const { confirmation } = of(version);
  if (confirmation.by === 'wording') throw new Error(`${version} has no question`);
  return confirmation;
}

describe('Whether a run exists', () => {
  it('is told by the wording before 2.2, where MWAA supports no command that lists runs', () => {
    const { confirmation } = of('2.0.2');
    if (confirmation.by !== 'wording') throw new Error('2.0.2 has a question');
    expect(confirmation.tells('DagRunAlreadyExists: Run id r already exists for dag id d')).toBe(
      true,
    );
    expect(confirmation.tells('sqlalchemy.exc.IntegrityError: duplicate key')).toBe(false);
    const later =
      'DagRunAlreadyExists: A Dag Run already exists for dag id d at 2026 with run id r';
    expect(confirmation.tells(later)).toBeUndefined();
  });

  it.each([
    ['1.10.12', 'list_dag_runs d'],
    ['2.2.2', 'tasks states-for-dag-run d r -o json'],
    ['3.3.1', 'tasks states-for-dag-run d r -o json'],
  ])('is asked on %s by: %s', (version, command) => {
    expect(question(version).question('d', 'r').join(' ')).toBe(command);
  });

  it.each([
    ['1.10.12', '1 | r | success | 2026', true],
    ['1.10.12', '1 | r2 | success | 2026', false],
    ['2.11.2', '[2026-11-22] INFO - x\n[{"task_id": "t"}]', true],
    ['2.11.2', '[]', true],
    ['2.11.2', 'No data found', true],
    ['2.11.2', '[2026-11-22] INFO - x', undefined],
    ['3.3.1', '', undefined],
  ])('on %s %j says: %s', (version, stdout, exists) => {
    expect(question(version).tells({ stdout, stderr: '' }, 'r')).toBe(exists);
  });

  it.each([
    ['2.2.2', 'airflow.exceptions.DagRunNotFound: DagRun for d with r not found', false],
    [
      '2.11.2',
      'airflow.exceptions.AirflowException: Error parsing the supplied execution_date. Error: r',
      false,
    ],
    ['3.3.1', 'airflow.exceptions.DagRunNotFound: DagRun for d with r not found', false],
    ['1.10.12', 'OperationalError: the database has gone away', undefined],
    ['2.11.2', 'OperationalError: the database has gone away', undefined],
    ['3.3.1', 'OperationalError: the database has gone away', undefined],
  ])('on %s the exception %j says: %s', (version, exception, exists) => {
    expect(question(version).tells(raised(exception), 'r')).toBe(exists);
  });
});

const ASKED = { 'task-states-json': true, 'task-states-missing-run': false };
const RECORDED = airflowFixtures().flatMap(([version, name, fixture]) =>
  Object.entries(ASKED).flatMap(([asked, exists]) =>
    asked === name ? [[version, name, fixture, exists] as const] : [],
  ),
);

it.each(RECORDED)('A real Airflow %s tells of a run: %s', (version, _name, fixture, exists) => {
  expect(question(version).tells(fixture, 'r')).toBe(exists);
});

describe('The path of the endpoint', () => {
  it.each([
    ['1.10.12', '/aws_mwaa/cli'],
    ['2.11.2', '/aws_mwaa/cli'],
    ['3.3.1', '/aws_mwaa/cli/'],
  ])('on %s is %s', (version, path) => {
    expect(of(version).cliPath).toBe(path);
  });
});
