import { describe, expect, it } from 'vitest';
import { errorLine, quietModel, rowsOf } from './support';

const CONF = `-c '{"key":"it\\u0027s","size":3,"rate":1.0,"flag":true,"none":null}'`;

describe.each(['2.6.3', '2.11.2', '3.0.6', '3.3.1'])('A trigger in Airflow %s', (version) => {
  it('names its run in JSON, every value made a string', async () => {
    const { model } = quietModel(version);

    const output = await model.run(`dags trigger example_dag -r r1 ${CONF} -o json`);

    expect(output.exitCode).toBe(0);
    expect(rowsOf(output)).toMatchObject([
      {
        dag_id: 'example_dag',
        dag_run_id: 'r1',
        state: 'queued',
        conf: { key: "it's", size: '3', rate: '1.0', flag: 'True', none: null },
      },
    ]);
  });

  it('gives its run the conf as it was sent', async () => {
    const { model } = quietModel(version);

    await model.run(`dags trigger example_dag -r r1 ${CONF}`);

    const conf = { key: "it's", size: 3, rate: 1, flag: true, none: null };
    expect(await model.dagRuns('example_dag')).toMatchObject([{ runId: 'r1', conf }]);
    expect(await model.confOf('example_dag', 'r1')).toBe(
      '{"key": "it\'s", "size": 3, "rate": 1.0, "flag": true, "none": null}',
    );
  });

  it('is refused when its run id exists, even if its conf is bad', async () => {
    const { model, clock } = quietModel(version);
    await model.run('dags trigger example_dag -r r1');
    clock.now += 2_000;

    const output = await model.run(`dags trigger example_dag -r r1 -c '{bad'`);

    expect(output).toMatchObject({ exitCode: 1, stdout: '' });
    expect(errorLine(output)).toMatch(
      /^airflow\.exceptions\.DagRunAlreadyExists: A DAG Run already exists for DAG example_dag .*with run id r1$/,
    );
    expect(await model.dagRuns('example_dag')).toHaveLength(1);
  });

  it('is refused when its conf is no JSON, and leaves no run', async () => {
    const { model } = quietModel(version);

    const output = await model.run(`dags trigger example_dag -r r1 -c '{bad'`);

    expect(output.exitCode).toBe(1);
    expect(errorLine(output)).toMatch(/^json\.decoder\.JSONDecodeError: Expecting property name/);
    expect(await model.dagRuns('example_dag')).toEqual([]);
  });

  it('is refused for a DAG that nobody knows', async () => {
    const { model } = quietModel(version);

    expect(errorLine(await model.run('dags trigger nope'))).toBe(
      'airflow.exceptions.DagNotFound: Dag id nope not found in DagModel',
    );
  });

  it('is refused when its run id has a slash, and accepted with every other allowed sign', async () => {
    const { model } = quietModel(version);

    const refused = await model.run('dags trigger example_dag -r a/b');
    const accepted = await model.run('dags trigger example_dag -r a_b.c~d:e+f-g');

    expect(errorLine(refused)).toContain('run');
    expect([refused.exitCode, accepted.exitCode]).toEqual([1, 0]);
  });

  it('is refused by the database when its run id is longer than the column', async () => {
    const { model } = quietModel(version);

    const longest = await model.run(`dags trigger example_dag -r ${'x'.repeat(250)}`);
    const tooLong = await model.run(
      `dags trigger example_dag -r ${'x'.repeat(251)} --no-replace-microseconds`,
    );

    expect(longest.exitCode).toBe(0);
    expect(tooLong.stderr).toContain('sqlalchemy.exc.DataError: (psycopg2.errors.StringData');
    expect(tooLong.exitCode).toBe(1);
  });

  it('is refused when its conf breaks the params of the DAG', async () => {
    const params = { example_dag: { count: { type: 'integer' } } } as const;
    const { model } = quietModel(version, { params });

    const refused = await model.run(`dags trigger example_dag -r r1 -c '{"count":"two"}'`);
    const accepted = await model.run(`dags trigger example_dag -r r2 -c '{"count":2,"more":"x"}'`);

    expect(refused.stderr).toContain(
      "ParamValidationError: Invalid input for param count: 'two' is not of type 'integer'",
    );
    expect([refused.exitCode, accepted.exitCode]).toEqual([1, 0]);
  });
});

describe('Two triggers of one second', () => {
  it('clash in Airflow 2, which shows what was asked for', async () => {
    const { model, clock } = quietModel('2.11.2');
    await model.run('dags trigger example_dag -r r1');
    clock.now += 700;

    const output = await model.run('dags trigger example_dag -r r2');

    expect(errorLine(output)).toBe(
      'airflow.exceptions.DagRunAlreadyExists: A DAG Run already exists for DAG example_dag ' +
        'at 2026-11-22 19:12:28+00:00 with run id r2',
    );
  });

  it('do not clash in the next second, nor with their microseconds', async () => {
    const { model, clock } = quietModel('2.11.2');
    await model.run('dags trigger example_dag -r r1');
    const exact = await model.run('dags trigger example_dag -r r2 --no-replace-microseconds');
    clock.now += 1_000;
    const later = await model.run('dags trigger example_dag -r r3');

    expect([exact.exitCode, later.exitCode]).toEqual([0, 0]);
  });

  it('do not clash in Airflow 3', async () => {
    const { model } = quietModel('3.0.6');
    await model.run('dags trigger example_dag -r r1');

    expect((await model.run('dags trigger example_dag -r r2')).exitCode).toBe(0);
  });

  it.each(['1.10.12', '2.0.2'])(
    'break a constraint of the database in Airflow %s',
    async (version) => {
      const { model } = quietModel(version);
      const trigger = version.startsWith('1') ? 'trigger_dag' : 'dags trigger';
      await model.run(`${trigger} example_dag -r r1`);

      const output = await model.run(`${trigger} example_dag -r r2`);

      expect(output.stderr).toContain('sqlalchemy.exc.IntegrityError');
      expect(output.stderr).toContain('"dag_run_dag_id_execution_date_key"');
    },
  );
});

describe('A trigger with a date', () => {
  it('clashes in Airflow 2 with two runs at once, which is an error of its own', async () => {
    const { model } = quietModel('2.11.2');
    await model.run('dags trigger example_dag -r r1');
    await model.run('dags trigger example_dag -r r2 -e 2026-01-02T03:04:05');

    expect(
      errorLine(await model.run('dags trigger example_dag -r r1 -e 2026-01-02T03:04:05')),
    ).toBe(
      'sqlalchemy.exc.MultipleResultsFound: Multiple rows were found when one or none was required',
    );
  });

  it('breaks a constraint of the database in Airflow 3', async () => {
    const { model } = quietModel('3.3.1');
    await model.run('dags trigger example_dag -r r1 -l 2026-01-02T03:04:05Z');

    const output = await model.run('dags trigger example_dag -r r2 -l 2026-01-02T04:04:05+01:00');

    expect(output.stderr).toContain('"dag_run_dag_id_logical_date_key"');
    expect(output.stderr).toContain('already exists');
  });
});

describe('Run ids with a meaning', () => {
  it('decide the type of the run in Airflow 2', async () => {
    const { model } = quietModel('2.11.2');

    const output = await model.run('dags trigger example_dag -r scheduled__x -o json');

    expect(rowsOf(output)).toMatchObject([{ run_type: 'scheduled' }]);
  });

  it('are refused in Airflow 3, but for manual ones', async () => {
    const { model } = quietModel('3.0.6');

    const refused = await model.run('dags trigger example_dag -r scheduled__x -o json');
    const accepted = await model.run('dags trigger example_dag -r manual__x -o json');

    expect(errorLine(refused)).toBe(
      "ValueError: A manual DAG run cannot use ID 'scheduled__x' since it is reserved for scheduled runs",
    );
    expect(rowsOf(accepted)).toMatchObject([{ run_type: 'manual' }]);
  });
});

describe('A conf that is no object', () => {
  it.each([
    ['2.11.2', '[1]', 'TypeError: cannot unpack non-iterable int object'],
    ['2.11.2', '"text"', 'ValueError: not enough values to unpack (expected 2, got 1)'],
    ['2.11.2', '5', "TypeError: 'int' object is not iterable"],
    ['3.3.1', '[1]', 'ValueError: DagRun conf must be a JSON object or null'],
  ])('is refused by Airflow %s: %s', async (version, conf, error) => {
    const { model } = quietModel(version);

    expect(errorLine(await model.run(`dags trigger example_dag -c '${conf}'`))).toBe(error);
  });

  it('is accepted when it is null', async () => {
    const { model } = quietModel('3.3.1');

    expect((await model.run('dags trigger example_dag -c null')).exitCode).toBe(0);
  });
});

describe('A trigger before Airflow 2.6', () => {
  it.each(['2.0.2', '2.5.1'])('prints the text of its run in Airflow %s', async (version) => {
    const { model } = quietModel(version);

    const { stdout } = await model.run('dags trigger example_dag -r r1');

    expect(stdout).toMatch(
      /^Created <DagRun example_dag @ 2026-11-22 19:12:28\+00:00: r1, .*externally triggered: True>\n$/,
    );
  });

  it('does not know -o', async () => {
    const { model } = quietModel('2.5.1');

    const output = await model.run('dags trigger example_dag -o json');

    expect(output.exitCode).toBe(2);
    expect(output.stderr).toContain('unrecognized arguments: -o json');
  });

  it.each([
    ['2.2.2', /A Dag Run already exists for dag id example_dag at .* with run id r1$/],
    ['2.0.2', /Run id r1 already exists for dag id example_dag$/],
  ])('words "already exists" as Airflow %s does', async (version, message) => {
    const { model } = quietModel(version);
    await model.run('dags trigger example_dag -r r1');

    expect(errorLine(await model.run('dags trigger example_dag -r r1'))).toMatch(message);
  });
});
