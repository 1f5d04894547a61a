import { describe, expect, it } from 'vitest';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../../lambda/contract/errors';
import type { TriggerRequest } from '../../../../lambda/contract/message';
import { fakeAirflow, type Reply, raised } from '../../../support/fake-airflow';
import { run, trigger, UNTIL } from '../../../support/run-command';

const EXISTS = raised('airflow.exceptions.DagRunAlreadyExists: A Dag Run already exists');
const ASK = ['tasks', 'states-for-dag-run', 'load', 'r1', '-o', 'json'];

async function runTrigger(replies: readonly Reply[], fields: Partial<TriggerRequest> = {}) {
  const airflow = fakeAirflow([EXISTS, ...replies], '2.11.2');
  const outcome = await run(trigger(fields), airflow);
  return { outcome, asked: airflow.requests.slice(1), time: airflow.times[1] };
}

describe('a trigger that Airflow says exists already', () => {
  it.each([
    ['has tasks', '[{"dag_id":"load","task_id":"t","state":"success"}]'],
    ['has no tasks yet', '[]'],
  ])('has succeeded when its own run is there and %s', async (_title, stdout) => {
    const { outcome, asked, time } = await runTrigger([{ stdout }]);
    expect(outcome).toMatchObject({ outcome: 'succeeded', answer: EXISTS });
    expect(asked).toStrictEqual([{ path: '/aws_mwaa/cli', argv: ASK }]);
    expect(time).toStrictEqual({ timeoutMs: 30_000, until: UNTIL });
  });

  it.each([
    ['DagRunAlreadyExists: Run id r1 already exists for dag id load', 'succeeded'],
    ['IntegrityError: UNIQUE constraint failed: dag_run.execution_date', 'held'],
  ])('before Airflow 2.2 is told by the exception alone: %s: %s', async (exception, what) => {
    const airflow = fakeAirflow([raised(exception)], '2.0.2');
    expect(await run(trigger(), airflow)).toHaveProperty('outcome', what);
    expect(airflow.requests).toHaveLength(1);
  });

  it.each([
    ['in the words of a later Airflow', EXISTS],
    ['not at all, as by the table of a later Airflow', { stdout: 'conf | dag_id\n{} | load' }],
  ])('before Airflow 2.2 is not told of %s, which forgets the version', async (_how, reply) => {
    const airflow = fakeAirflow([reply], '2.0.2');
    expect(await run(trigger(), airflow)).toMatchObject({
      outcome: 'held',
      reason: expect.stringMatching(/^Airflow does not tell whether run r1 is there \(.+\)$/),
      trouble: 'senseless',
      mayHaveRun: true,
    });
    expect(airflow.versionsForgotten()).toBe(1);
  });

  const NOT_OURS = raised('airflow.exceptions.DagRunNotFound: DagRun for load with r1 not found');

  it('is tried again when the run that is there is not its own: the date will be another', async () => {
    const { outcome } = await runTrigger([NOT_OURS]);
    expect(outcome).toStrictEqual({
      outcome: 'held',
      reason: expect.stringContaining('another run of the DAG has the same date'),
      trouble: 'same-second',
      mayHaveRun: false,
      via: 'cli',
    });
  });

  it('has failed when the run that is there is not its own, and it asked for the date', async () => {
    const { outcome } = await runTrigger([NOT_OURS], { logicalDate: '2026-01-01T00:00:00Z' });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('choose another one'),
      failure: 'run-exists',
    });
  });

  it.each([
    ['a trigger', {}],
    ['one of a date', { logicalDate: '2026-01-01T00:00:00Z' }],
  ])('is tried again where Airflow fails to say of what is there, as %s', async (_kind, fields) => {
    const { outcome } = await runTrigger([raised('OperationalError: gone away')], fields);
    expect(outcome).toStrictEqual({
      outcome: 'held',
      reason: 'Airflow does not tell whether run r1 is there',
      trouble: 'senseless',
      mayHaveRun: true,
      via: 'cli',
    });
  });

  it.each([
    ['is lost', new AnswerLostError('reset', 'environment'), 'environment'],
    ['is late', new AnswerLostError('no answer in time', 'late'), 'late'],
    ['makes no sense', new AnswerLostError('a page', 'senseless'), 'senseless'],
    ['cannot be asked for', new EnvironmentUnavailableError('busy'), 'environment'],
    ['is refused, which says nothing of it,', new RefusedCommandError('HTTP 400'), 'senseless'],
  ])('is tried again when the answer on it %s', async (_title, error, trouble) => {
    const { outcome } = await runTrigger([error]);
    expect(outcome).toStrictEqual({
      outcome: 'held',
      reason: error.message,
      trouble,
      mayHaveRun: true,
      via: 'cli',
    });
  });
});
