import { describe, expect, it } from 'vitest';
import { quietModel, rowsOf } from './support';

describe('Pausing', () => {
  it.each([
    ['2.11.2', 'True'],
    ['3.0.6', 'True'],
    ['3.1.8', 'False'],
  ])('in Airflow %s prints is_paused %s', async (version, shown) => {
    const { model } = quietModel(version);

    const output = await model.run('dags pause example_dag -o json');

    expect(rowsOf(output)).toEqual([{ dag_id: 'example_dag', is_paused: shown }]);
    expect(model.paused('example_dag')).toBe(true);
  });

  it('twice, or of no DAG, is no error', async () => {
    const { model } = quietModel('2.11.2');
    await model.run('dags pause example_dag');

    const again = await model.run('dags pause example_dag');
    const unknown = await model.run('dags unpause nope');

    expect(again).toEqual({ exitCode: 0, stdout: 'No unpaused DAGs were found\n', stderr: '' });
    expect(unknown).toEqual({ exitCode: 0, stdout: 'No paused DAGs were found\n', stderr: '' });
    expect(model.paused('nope')).toBeUndefined();
  });

  it('before Airflow 2.9 prints a text, and fails for a DAG that nobody knows', async () => {
    const { model } = quietModel('2.8.1');

    const paused = await model.run('dags pause example_dag');
    const unknown = await model.run('dags pause nope');

    expect(paused.stdout).toBe('Dag: example_dag, paused: True\n');
    expect(unknown).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: "DAG: nope does not exist in 'dag' table\n",
    });
  });

  it('of many DAGs asks, unless told not to', async () => {
    const { model } = quietModel('3.3.1', { dagIds: ['a1', 'a2', 'b'] });

    const asked = await model.run('dags pause --treat-dag-id-as-regex ^a');
    expect([asked.exitCode, model.paused('a1')]).toEqual([1, false]);
    await model.run('dags pause --treat-dag-id-as-regex ^a --yes');

    expect(['a1', 'a2', 'b'].map((dagId) => model.paused(dagId))).toEqual([true, true, false]);
  });
});

describe('The list of DAGs', () => {
  it('has the columns of its version', async () => {
    const columns = async (version: string) => {
      const output = await quietModel(version).model.run('dags list -o json');
      return rowsOf(output).map((row) => Object.keys(row));
    };

    expect(await columns('2.8.1')).toEqual([['dag_id', 'filepath', 'owner', 'paused']]);
    expect(await columns('2.11.2')).toEqual([['dag_id', 'fileloc', 'owners', 'is_paused']]);
    expect((await columns('3.3.1'))[0]).toContain('bundle_name');
  });

  it('has only the columns that were asked for', async () => {
    const { model } = quietModel('2.11.2');

    const output = await model.run('dags list --columns dag_id,is_paused -o json');

    expect(rowsOf(output)).toEqual([{ dag_id: 'example_dag', is_paused: 'False' }]);
  });
});

describe('The state of a run', () => {
  it('is asked for by date in Airflow 2, with its conf', async () => {
    const { model } = quietModel('2.11.2');
    await model.run(`dags trigger example_dag -r r1 -e 2026-01-02 -c '{"a":1}'`);

    expect((await model.run('dags state example_dag 2026-01-02')).stdout).toBe(
      'success, {"a": 1}\n',
    );
    expect((await model.run('dags state example_dag 2026-01-03')).stdout).toBe('None\n');
    expect((await model.run('dags state example_dag r1')).exitCode).toBe(2);
  });

  it('is asked for by id in Airflow 3', async () => {
    const { model } = quietModel('3.3.1');
    await model.run('dags trigger example_dag -r r1');

    expect((await model.run('dags state example_dag r1')).stdout).toBe('success\n');
    expect((await model.run('dags state example_dag r2')).stdout).toBe('None\n');
    expect((await model.run('dags state nope r1')).exitCode).toBe(1);
  });
});

describe('Variables', () => {
  it('are set, read, listed and deleted', async () => {
    const { model } = quietModel('2.11.2');

    await model.run(`variables set k 'a b'`);
    expect((await model.run('variables get k')).stdout).toBe('a b\n');
    expect(rowsOf(await model.run('variables list -o json'))).toEqual([{ key: 'k' }]);
    await model.run('variables delete k');

    expect((await model.run('variables list')).stdout).toBe('No data found\n');
    expect(model.variables.size).toBe(0);
  });

  it('that are missing are an error, unless there is a default', async () => {
    const { model } = quietModel('2.11.2');

    expect(await model.run('variables get k')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Variable k does not exist\n',
    });
    expect((await model.run('variables get k -d x')).stdout).toBe('x\n');
  });

  it('are shown with their values only when Airflow is asked to', async () => {
    const { model } = quietModel('3.3.1');
    await model.run('variables set k v');

    const shown = await model.run('variables list --show-values -o json');
    const hidden = await model.run('variables list --show-values --hide-sensitive -o json');

    expect(rowsOf(shown)).toEqual([{ key: 'k', val: 'v' }]);
    expect(rowsOf(hidden)).toEqual([{ key: 'k', val: '***' }]);
  });
});
