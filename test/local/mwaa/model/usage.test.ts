import { describe, expect, it } from 'vitest';
import { quietModel } from './support';

async function usageError(version: string, command: string): Promise<string> {
  const { model } = quietModel(version);
  const output = await model.run(command);
  expect(output.exitCode).toBe(2);
  expect(output.stdout.toLowerCase()).toContain('usage: airflow');
  return output.stderr.trim();
}

describe('A usage error', () => {
  it.each([
    ['2.11.2', 'dags trigger d -l 2026-01-01', 'airflow', 'unrecognized arguments: -l 2026-01-01'],
    ['3.3.1', 'dags trigger d -e 2026-01-01', 'airflow', 'unrecognized arguments: -e 2026-01-01'],
    ['3.3.1', 'dags trigger d extra', 'airflow', 'unrecognized arguments: extra'],
    ['2.11.2', 'dags', 'airflow dags', 'the following arguments are required: COMMAND'],
    ['2.11.2', '', 'airflow', 'the following arguments are required: GROUP_OR_COMMAND'],
    [
      '2.11.2',
      'dags trigger -r --conf {}',
      'airflow dags trigger',
      'argument -r/--run-id: expected one argument',
    ],
    [
      '2.11.2',
      'dags trigger d -o xml',
      'airflow dags trigger',
      "argument -o/--output: invalid choice: 'xml' (choose from 'table', 'json', 'yaml', 'plain')",
    ],
    [
      '2.11.2',
      'dags trigger d -e someday',
      'airflow dags trigger',
      "argument -e/--exec-date: invalid parse value: 'someday'",
    ],
    [
      '2.11.2',
      'dags list-runs d',
      'airflow dags list-runs',
      'the following arguments are required: -d/--dag-id',
    ],
    [
      '3.3.1',
      'dags list-runs d --st x',
      'airflow dags list-runs',
      'ambiguous option: --st could match --start-date, --state',
    ],
    [
      '3.3.1',
      'variables set k',
      'airflow variables set',
      'the following arguments are required: VALUE',
    ],
    [
      '3.3.1',
      'dags pause d --yes=1',
      'airflow dags pause',
      "argument -y/--yes: ignored explicit argument '1'",
    ],
    [
      '2.11.2',
      'trigger_dag d',
      'airflow',
      'argument GROUP_OR_COMMAND: `airflow trigger_dag` command, has been removed, please use `airflow dags trigger`',
    ],
  ])('of Airflow %s for "%s" is worded as argparse does', async (version, command, prog, text) => {
    expect(await usageError(version, command)).toBe(
      `${prog} command error: ${text}, see help above.`,
    );
  });

  it('names every choice for a command that does not exist', async () => {
    expect(await usageError('3.3.1', 'pause d')).toContain(
      "invalid choice: 'pause' (choose from 'api-server', 'assets', ",
    );
    expect(await usageError('1.10.12', 'dags trigger d')).toContain(
      "argument subcommand: invalid choice: 'dags' (choose from 'backfill', 'list_dag_runs', ",
    );
  });
});

describe('Options', () => {
  it.each([
    '--run-id r1',
    '--run-id=r1',
    '--run r1',
    '-r r1',
    '-rr1',
    '-r=r1',
    '-vrr1',
    '-r r1 -v',
  ])('may be written as %s', async (option) => {
    const { model } = quietModel('2.11.2');

    const output = await model.run(`dags trigger ${option} example_dag`);

    expect(output).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await model.dagRuns('example_dag')).toMatchObject([{ runId: 'r1' }]);
  });

  it('take a value that begins with a dash only when it cannot be an option', async () => {
    const { model } = quietModel('2.11.2');

    const number = await model.run('variables set k -5');
    const spaced = await model.run(`variables set l '-a b'`);
    const option = await model.run('variables set m -x');

    expect([number.exitCode, spaced.exitCode, option.exitCode]).toEqual([0, 0, 2]);
    expect(Object.fromEntries(model.variables)).toEqual({ k: '-5', l: '-a b' });
  });

  it('end at a double dash', async () => {
    const { model } = quietModel('2.11.2');

    await model.run('variables set -- k -x');

    expect(model.variables.get('k')).toBe('-x');
  });

  it('print help on demand, and run nothing', async () => {
    const { model } = quietModel('3.3.1');

    const output = await model.run('dags trigger example_dag --help');

    expect(output.exitCode).toBe(0);
    expect(output.stdout).toContain('-l, --logical-date LOGICAL_DATE');
    expect(await model.dagRuns('example_dag')).toEqual([]);
  });
});

describe('What the model does not have', () => {
  it('fails loudly when Airflow has it', async () => {
    const { model } = quietModel('2.11.2');

    const output = await model.run('connections list');

    expect(output.exitCode).toBe(1);
    expect(output.stderr).toContain("the embedded Airflow model has no 'airflow connections'");
  });

  it('is a version that it does not speak', () => {
    expect(() => quietModel('9.0.0')).toThrow('Airflow version "9.0.0" is not supported');
    expect(() => quietModel('1.9.0')).toThrow('Airflow version "1.9.0" is not supported');
    expect(() => quietModel('latest')).toThrow('Airflow version "latest" is not supported');
  });
});
