import { describe, expect, it } from 'vitest';
import { quietModel, rowsOf } from './support';

describe.each(['2.11.2', '3.3.1'])('A run of Airflow %s', (version) => {
  it('has succeeded at the next look', async () => {
    const { model } = quietModel(version);
    await model.run('dags trigger example_dag -r r1');

    expect(await model.dagRuns('example_dag')).toMatchObject([{ runId: 'r1', state: 'success' }]);
  });

  it('hands its task the conf as Python writes it, without escapes', async () => {
    const { model } = quietModel(version);
    await model.run(`dags trigger example_dag -r r1 -c '{"name":"\\u00e9","size":1.0}'`);

    expect(await model.confOf('example_dag', 'r1')).toBe('{"name": "\u00e9", "size": 1.0}');
    expect(await model.confOf('example_dag', 'r2')).toBeUndefined();
  });

  it('runs for as long as it was told to, by the clock', async () => {
    const { model, clock } = quietModel(version, { runDurationMs: 5_000 });
    await model.run('dags trigger example_dag -r r1');

    clock.now += 4_000;
    expect(await model.dagRuns('example_dag')).toMatchObject([{ state: 'running' }]);
    expect(await model.confOf('example_dag', 'r1')).toBeUndefined();
    clock.now += 2_000;
    expect(await model.dagRuns('example_dag')).toMatchObject([{ state: 'success' }]);
  });

  it('stays queued while its DAG is paused, and starts when it is not any more', async () => {
    const { model, clock } = quietModel(version, { runDurationMs: 5_000 });
    await model.run('dags pause example_dag');
    await model.run('dags trigger example_dag -r r1');
    clock.now += 60_000;
    expect(await model.dagRuns('example_dag')).toMatchObject([{ state: 'queued' }]);

    await model.run('dags unpause example_dag');

    expect(await model.dagRuns('example_dag')).toMatchObject([{ state: 'running' }]);
    clock.now += 6_000;
    expect(await model.dagRuns('example_dag')).toMatchObject([{ state: 'success' }]);
  });

  it('stays queued without a scheduler', async () => {
    const { model, clock } = quietModel(version, { scheduler: false });
    await model.run('dags trigger example_dag -r r1');
    clock.now += 60_000;

    expect(await model.dagRuns('example_dag')).toMatchObject([{ state: 'queued' }]);
  });

  it('can be looked up by its id', async () => {
    const { model } = quietModel(version);
    await model.run('dags trigger example_dag -r r1');

    const found = await model.run('tasks states-for-dag-run example_dag r1 -o json');
    const missing = await model.run('tasks states-for-dag-run example_dag r2 -o json');

    expect(rowsOf(found)).toMatchObject([{ dag_id: 'example_dag', state: 'success' }]);
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

it('An upgrade keeps runs, pauses and variables, and has the new commands', async () => {
  const { model } = quietModel('1.10.12');
  await model.run('trigger_dag example_dag --run_id r1');
  await model.run('pause example_dag');
  await model.run('variables --set colour green');

  const upgraded = model.upgradedTo('3.0.6');
  await upgraded.run('dags trigger example_dag -r r2');

  const runIds = (await upgraded.dagRuns('example_dag')).map((run) => run.runId);
  expect([upgraded.version, ...runIds]).toEqual(['3.0.6', 'r1', 'r2']);
  expect(upgraded.paused('example_dag')).toBe(true);
  expect(upgraded.variables).toEqual(new Map([['colour', 'green']]));
  expect((await upgraded.run('trigger_dag example_dag')).exitCode).toBe(2);
});

describe('A list of runs', () => {
  it('has the newest first, while the engine has the oldest first', async () => {
    const { model, clock } = quietModel('3.3.1');
    await model.run('dags trigger example_dag -r r1');
    clock.now += 1_000;
    await model.run('dags trigger example_dag -r r2');

    const listed = rowsOf(await model.run('dags list-runs example_dag -o json'));

    expect(listed.map((row) => row.run_id)).toEqual(['r2', 'r1']);
    expect((await model.dagRuns('example_dag')).map((run) => run.runId)).toEqual(['r1', 'r2']);
  });

  it('loses runs without a date in Airflow 3 when it is filtered by date', async () => {
    const { model } = quietModel('3.3.1');
    await model.run('dags trigger example_dag -r r1');
    await model.run('dags trigger example_dag -r r2 -l 2026-11-22');

    const listed = await model.run('dags list-runs example_dag -s 2026-01-01 -o json');

    expect(rowsOf(listed).map((row) => row.run_id)).toEqual(['r2']);
  });

  it('can be one of a single state', async () => {
    const { model } = quietModel('2.11.2');
    await model.run('dags trigger example_dag -r r1');

    const failed = await model.run('dags list-runs -d example_dag --state failed -o json');
    const succeeded = await model.run('dags list-runs -d example_dag --state success -o json');

    expect([rowsOf(failed).length, rowsOf(succeeded).length]).toEqual([0, 1]);
  });
});

describe('A command', () => {
  it('takes the time it was told to, so that two can overlap', async () => {
    const { model } = quietModel('2.11.2', { commandDurationMs: 30 });
    const start = performance.now();

    await Promise.all([model.run('version'), model.run('version')]);

    const elapsed = performance.now() - start;
    expect(elapsed).toBeGreaterThan(25);
  });

  it('deletes a DAG, whose run ids are then free', async () => {
    const { model } = quietModel('2.11.2', { dagIds: ['a', 'b'] });
    await model.run('dags trigger a -r r1');
    await model.run('dags trigger b -r r1');

    const asked = await model.run('dags delete a');
    const deleted = await model.run('dags delete a --yes');

    expect([asked.exitCode, deleted.exitCode]).toEqual([1, 0]);
    expect(asked.stderr).toContain('EOFError: EOF when reading a line');
    expect([await model.dagRuns('a'), (await model.dagRuns('b')).length]).toEqual([[], 1]);
  });
});
