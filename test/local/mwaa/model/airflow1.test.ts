import { describe, expect, it } from 'vitest';
import { errorLine, quietModel } from './support';

const VERSION = '1.10.12';

describe('Airflow 1.10', () => {
  it('triggers with its own names, and prints the text of the run', async () => {
    const { model } = quietModel(VERSION);

    const output = await model.run(
      `trigger_dag example_dag --run_id r1 --conf '{"a":1}' --exec_date 2026-01-02`,
    );

    expect(output).toEqual({
      exitCode: 0,
      stdout:
        'Created <DagRun example_dag @ 2026-01-02 00:00:00+00:00: r1, externally triggered: True>\n',
      stderr: '',
    });
    expect(await model.dagRuns('example_dag')).toMatchObject([{ runId: 'r1', conf: { a: 1 } }]);
  });

  it('refuses a run id that exists', async () => {
    const { model } = quietModel(VERSION);
    await model.run('trigger_dag example_dag -r r1');

    expect(errorLine(await model.run('trigger_dag example_dag -r r1'))).toBe(
      'airflow.exceptions.DagRunAlreadyExists: Run id r1 already exists for dag id example_dag',
    );
  });

  it('pauses and unpauses, and breaks on a DAG that nobody knows', async () => {
    const { model } = quietModel(VERSION);

    expect((await model.run('pause example_dag')).stdout).toBe('Dag: example_dag, paused: True\n');
    expect(model.paused('example_dag')).toBe(true);
    expect((await model.run('unpause example_dag')).stdout).toContain('paused: False');
    expect(errorLine(await model.run('pause nope'))).toMatch(/^AttributeError: 'NoneType'/);
  });

  it('lists runs in a text of its own', async () => {
    const { model } = quietModel(VERSION);

    const none = await model.run('list_dag_runs example_dag');
    await model.run('trigger_dag example_dag -r r1');
    const one = await model.run('list_dag_runs example_dag');

    expect(none.stdout).toContain('No dag runs for example_dag\n');
    expect(one.stdout).toContain('1   | r1                   | success    | 2026-11-22T19:12:28');
    expect((await model.run('list_dag_runs nope')).exitCode).toBe(1);
  });

  it('tells the state of a run by its date', async () => {
    const { model } = quietModel(VERSION);
    await model.run(`trigger_dag example_dag -r r1 -e 2026-01-02 -c '{"a":1}'`);

    expect((await model.run('dag_state example_dag 2026-01-02')).stdout).toBe('success\n');
    expect((await model.run('dag_state example_dag 2026-01-03')).stdout).toBe('None\n');
  });

  it('has one command for variables, to which a missing one is None', async () => {
    const { model } = quietModel(VERSION);

    await model.run('variables -s k v');
    await model.run('variables -s l w');
    expect((await model.run('variables -g k')).stdout).toBe('v\n');
    expect((await model.run('variables')).stdout).toBe('k\nl\n');
    await model.run('variables -x k');

    expect(await model.run('variables -g k')).toEqual({
      exitCode: 0,
      stdout: 'None\n',
      stderr: '',
    });
    const incomplete = await model.run('variables -s k');
    expect(incomplete.stderr).toContain('argument -s/--set: expected 2 arguments');
  });
});
