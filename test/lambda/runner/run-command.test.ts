import { describe, expect, it } from 'vitest';
import { EnvironmentUnavailableError, RefusedCommandError } from '../../../lambda/contract/errors';
import { created, fakeAirflow, raised } from '../../support/fake-airflow';
import { argv, run, runOn, trigger } from '../../support/run-command';

describe('a command', () => {
  it.each([
    ['1.10.12', '/aws_mwaa/cli', ['pause', 'load']],
    ['2.11.2', '/aws_mwaa/cli', ['dags', 'pause', 'load']],
    ['3.0.6', '/aws_mwaa/cli/', ['dags', 'pause', 'load']],
  ])('is posted as Airflow %s spells it, to %s', async (version, path, spelled) => {
    const airflow = fakeAirflow([{ stdout: 'Dag: load, paused: True' }], version);
    const before = Date.now();
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toMatchObject({
      outcome: 'succeeded',
      command: { verb: 'dags pause' },
      answer: { stdout: 'Dag: load, paused: True' },
      durations: { mintMs: 1, cliMs: 2 },
    });
    expect(airflow.requests).toStrictEqual([{ path, argv: spelled }]);
    expect(airflow.deadlines[0]).toBeGreaterThanOrEqual(before + 65_000);
    expect(airflow.deadlines[0]).toBeLessThanOrEqual(Date.now() + 65_000);
  });

  it('that Airflow refuses has failed, and is not sent again', async () => {
    const airflow = fakeAirflow([raised('ValueError: no')]);
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('ValueError: no'),
      unknownDag: false,
    });
    expect(airflow.requests).toHaveLength(1);
  });

  it('that Airflow does not understand has failed, and the version is asked for again', async () => {
    const usage = {
      stderr: 'airflow dags pause command error: unrecognized arguments: --x, see help above.',
    };
    const airflow = fakeAirflow([usage]);
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toMatchObject({ outcome: 'failed' });
    expect(airflow.versionsForgotten()).toBe(1);
  });

  it.each([
    [
      'is not allowed',
      argv('dags', 'delete', 'load', '--yes'),
      '"dags delete" is not allowed here',
    ],
    ['does not exist', argv('dags', 'explode'), '"dags explode" is no Airflow command'],
    [
      'has an open quote',
      { request: { form: 'command', command: "a 'b" } } as const,
      "has a ' without",
    ],
    ['names no good DAG', trigger({ dagId: '-x' }), '"-x"'],
  ])('that %s is refused, and nothing is sent', async (_title, message, reason) => {
    const airflow = fakeAirflow([]);
    expect(await run(message, airflow)).toStrictEqual({
      outcome: 'refused',
      reason: expect.stringContaining(reason),
      command: undefined,
    });
    expect(airflow.requests).toStrictEqual([]);
  });

  it('that the web server will never take is refused', async () => {
    const error = new RefusedCommandError('answered 302 and points elsewhere');
    expect(await runOn(argv('version'), error)).toStrictEqual({
      outcome: 'refused',
      reason: 'answered 302 and points elsewhere',
      command: expect.objectContaining({ verb: 'version', shown: 'version' }),
    });
  });

  it('is held while the environment is in trouble, whether or not it may run twice', async () => {
    const held = (verb: string) => ({
      outcome: 'held',
      reason: 'busy',
      command: expect.objectContaining({ verb }),
      trouble: 'environment',
      mayHaveRun: false,
    });
    const busy = new EnvironmentUnavailableError('busy');
    const clear = argv('tasks', 'clear', 'load', '--yes');
    expect(await runOn(argv('version'), busy)).toStrictEqual(held('version'));
    expect(await runOn(clear, busy)).toStrictEqual(held('tasks clear'));
  });

  it('is held, and not sent, while the version cannot be had', async () => {
    const airflow = fakeAirflow([], new EnvironmentUnavailableError('denied'));
    expect(await run(argv('version'), airflow)).toStrictEqual({
      outcome: 'held',
      reason: 'denied',
      command: undefined,
      trouble: 'environment',
      mayHaveRun: false,
    });
    expect(airflow.requests).toStrictEqual([]);
  });

  it.each([
    ['as text', { request: { form: 'command', command: ' airflow dags pause load' } } as const],
    ['as arguments', argv('airflow', 'dags', 'pause', 'load')],
  ])('is run without the program’s name in front of it, %s', async (_title, message) => {
    const airflow = fakeAirflow([{ stdout: 'Dag: load, paused: True' }]);
    expect(await run(message, airflow)).toMatchObject({ outcome: 'succeeded' });
    expect(airflow.requests).toMatchObject([{ argv: ['dags', 'pause', 'load'] }]);
  });

  it('fails if something happens that nobody foresaw, in words of its own', async () => {
    const unforeseen = new TypeError('x is not a function');
    await expect(runOn(argv('version'), unforeseen)).rejects.toBe(unforeseen);
    await expect(run(argv('version'), fakeAirflow([], unforeseen))).rejects.toBe(unforeseen);
  });
});

it('a trigger succeeds when Airflow names its DAG and run', async () => {
  const outcome = await runOn(trigger(), created('load', 'r1'));
  expect(outcome).toMatchObject({ outcome: 'succeeded', command: { trigger: { runId: 'r1' } } });
});
