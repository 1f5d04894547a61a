import { describe, expect, it } from 'vitest';
import {
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../../lambda/contract/errors';
import { created, fakeAirflow, raised } from '../../../support/fake-airflow';
import { argv, run, runOn, trigger, UNTIL } from '../../../support/run-command';

describe('a command', () => {
  it.each([
    ['1.10.12', '/aws_mwaa/cli', ['pause', 'load']],
    ['2.11.2', '/aws_mwaa/cli', ['dags', 'pause', 'load']],
    ['3.0.6', '/aws_mwaa/cli/', ['dags', 'pause', 'load']],
  ])('is posted as Airflow %s spells it, to %s', async (version, path, spelled) => {
    const airflow = fakeAirflow([{ stdout: 'Dag: load, paused: True' }], version);
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toMatchObject({
      outcome: 'succeeded',
      answer: { stdout: 'Dag: load, paused: True' },
      durations: { mintMs: 1, cliMs: 2 },
    });
    expect(airflow.requests).toStrictEqual([{ path, argv: spelled }]);
    expect(airflow.times).toStrictEqual([{ timeoutMs: 65_000, until: UNTIL }]);
  });

  it('that Airflow refuses has failed, and is not sent again', async () => {
    const airflow = fakeAirflow([raised('ValueError: no')]);
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toMatchObject({
      outcome: 'failed',
      failure: 'other',
      reason: expect.stringContaining('ValueError: no'),
      answer: { stderr: expect.stringContaining('ValueError: no') },
    });
    expect(airflow.requests).toHaveLength(1);
  });

  it('that Airflow does not understand has failed, and the version is asked for again', async () => {
    const usage = {
      stderr: 'airflow dags pause command error: unrecognized arguments: --x, see help above.',
    };
    const airflow = fakeAirflow([usage]);
    expect(await run(argv('dags', 'pause', 'load'), airflow)).toMatchObject({
      outcome: 'failed',
      failure: 'not-understood',
    });
    expect(airflow.versionsForgotten()).toBe(1);
  });

  it.each([
    ['is not in this version', argv('dags', 'test', 'load'), '1.10.12', 'it came with 2.0'],
    [
      'has a flag that came later',
      argv('dags', 'pause', 'load', '--treat-dag-id-as-regex', '--yes'),
      '2.8.1',
      'has --treat-dag-id-as-regex from Airflow 2.9 on',
    ],
    ['cannot be sent', argv('dags', 'pause', 'a\ud800'), '3.0.6', 'half a character'],
  ])('that %s is refused, and nothing is sent', async (_title, message, version, reason) => {
    const airflow = fakeAirflow([], version);
    expect(await run(message, airflow)).toStrictEqual({
      outcome: 'refused',
      reason: expect.stringContaining(reason),
    });
    expect(airflow.requests).toStrictEqual([]);
  });

  it('of a DAG that Airflow does not know has failed so that it may be waited for', async () => {
    const unknown = raised('airflow.exceptions.DagNotFound: Dag id load not found in DagModel');
    expect(await runOn(trigger(), unknown)).toMatchObject({
      outcome: 'failed',
      failure: 'unknown-dag',
    });
  });

  it('that the web server will never take is refused', async () => {
    const error = new RefusedCommandError('answered 302 and points elsewhere');
    expect(await runOn(argv('version'), error)).toStrictEqual({
      outcome: 'refused',
      reason: 'answered 302 and points elsewhere',
      via: 'cli',
    });
  });

  it('is held while the environment is in trouble, whether or not it may run twice', async () => {
    const held = {
      outcome: 'held',
      reason: 'busy',
      trouble: 'environment',
      mayHaveRun: false,
      via: 'cli',
    };
    const busy = new EnvironmentUnavailableError('busy');
    const clear = argv('tasks', 'clear', 'load', '--yes');
    expect(await runOn(argv('version'), busy)).toStrictEqual(held);
    expect(await runOn(clear, busy)).toStrictEqual(held);
  });

  it('is held, and not sent, while the version cannot be had', async () => {
    const airflow = fakeAirflow([], new EnvironmentUnavailableError('denied'));
    expect(await run(argv('version'), airflow)).toStrictEqual({
      outcome: 'held',
      reason: 'denied',
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
  expect(outcome).toMatchObject({ outcome: 'succeeded', answer: created('load', 'r1') });
});
