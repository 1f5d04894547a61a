import { describe, expect, it } from 'vitest';
import { spell, toToday } from '../../../lambda/airflow/spelling';
import { parseVersion } from '../../../lambda/contract/airflow-version';

const respell = (command: string, version: string) =>
  spell(toToday(command.split(' ')), parseVersion(version)).join(' ');

describe('A command in another version’s spelling', () => {
  it.each([
    // what a sender wrote, the environment's version, what is sent
    ['pause my_dag', '2.11.2', 'dags pause my_dag'],
    ['unpause my_dag', '3.3.1', 'dags unpause my_dag'],
    ['list_dags', '2.11.2', 'dags list'],
    [
      'list_dag_runs my_dag --start_date 2026-01-01',
      '2.11.2',
      'dags list-runs -d my_dag --start-date 2026-01-01',
    ],
    ['list_dag_runs my_dag', '3.3.1', 'dags list-runs my_dag'],
    ['dag_state my_dag 2026-01-01', '2.11.2', 'dags state my_dag 2026-01-01'],
    ['delete_dag my_dag -y', '3.3.1', 'dags delete my_dag -y'],
    ['clear -t x my_dag --no_confirm', '2.11.2', 'tasks clear -t x my_dag --yes'],
    ['variables -s key value', '2.11.2', 'variables set key value'],
    ['variables --get key', '3.3.1', 'variables get key'],
    ['variables -x key', '2.11.2', 'variables delete key'],
    ['variables', '2.11.2', 'variables list'],
    ['dags pause my_dag', '1.10.12', 'pause my_dag'],
    ['dags list-runs -d my_dag', '1.10.12', 'list_dag_runs my_dag'],
    ['tasks list my_dag', '1.10.12', 'list_tasks my_dag'],
    ['variables set key value', '1.10.12', 'variables -s key value'],
    ['variables list', '1.10.12', 'variables'],
    ['version', '1.10.12', 'version'],
    ['tasks clear my_dag --yes', '1.10.12', 'clear my_dag --no_confirm'],
    ['tasks clear my_dag -y', '1.10.12', 'clear my_dag --no_confirm'],
    ['clear my_dag --no_confirm', '1.10.12', 'clear my_dag --no_confirm'],
    ['dags delete my_dag --yes', '1.10.12', 'delete_dag my_dag --yes'],
    ['tasks clear my_dag --yes', '2.11.2', 'tasks clear my_dag --yes'],
    ['dags list-runs my_dag -o json', '2.11.2', 'dags list-runs -d my_dag -o json'],
    ['dags list-runs --state failed my_dag', '2.11.2', 'dags list-runs -d my_dag --state failed'],
    ['dags list-runs --no-backfill my_dag', '2.2.2', 'dags list-runs -d my_dag --no-backfill'],
    ['dags list-runs -v my_dag', '2.11.2', 'dags list-runs -d my_dag -v'],
    ['dags list-runs --verbose my_dag', '2.11.2', 'dags list-runs -d my_dag --verbose'],
    ['dags list-runs --state=failed my_dag', '2.11.2', 'dags list-runs -d my_dag --state=failed'],
    ['dags list-runs -d my_dag -o json', '3.3.1', 'dags list-runs my_dag -o json'],
    ['dags list-runs --dag-id=my_dag', '3.3.1', 'dags list-runs my_dag'],
    ['dags list-runs', '2.11.2', 'dags list-runs'],
    [
      'dags pause my_dag --treat-dag-id-as-regex -y',
      '2.9.2',
      'dags pause my_dag --treat-dag-id-as-regex -y',
    ],
  ])('%s on %s is sent as: %s', (command, version, sent) => {
    expect(respell(command, version)).toBe(sent);
  });

  it('keeps values that look like old flags', () => {
    expect(toToday(['variables', 'set', 'key', '--start_date']).args).toEqual([
      'key',
      '--start_date',
    ]);
  });

  it.each([
    ['dags pause x --treat-dag-id-as-regex', '2.8.1'],
    ['dags pause x -o json', '2.7.2'],
    ['dags pause x --output=json', '2.8.1'],
    ['dags unpause x --treat-dag-id-as-regex', '2.8.1'],
    ['dags unpause x -o json', '2.7.2'],
    ['dags unpause x --output json', '2.8.1'],
  ])('is refused when the version has no such flag: %s on %s', (command, version) => {
    expect(() => respell(command, version)).toThrow(
      /^"dags (un)?pause" has --?[\w-]+ from Airflow 2\.9 on, and this environment runs 2\.[78]: leave it out$/,
    );
  });

  it.each(['constructor', 'toString x', 'variables __proto__', '__proto__'])(
    'takes %s, which every object has, for no command',
    (command) => {
      expect(toToday(command.split(' ')).verb).toBe(command);
    },
  );

  it('names an unknown command by its first two words', () => {
    expect(toToday(['users', 'create', '-p', 'secret'])).toEqual({
      verb: 'users create',
      args: ['-p', 'secret'],
    });
  });
});
