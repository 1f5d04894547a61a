import { describe, expect, it } from 'vitest';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  NoRestApiError,
} from '../../../../lambda/contract/errors';
import { created, fakeAirflow, fakeRest, type RestReply } from '../../../support/fake-airflow';
import { argv, runVia, trigger } from '../../../support/run-command';

const RUN = { body: { dag_id: 'load', dag_run_id: 'r1' } };
const DATE = '2026-01-02T03:04:05Z';
const EXISTS = { status: 409, body: { detail: 'already exists' } };

const runByRest = (message = trigger(), ...replies: RestReply[]) =>
  runVia('rest', message, { rest: fakeRest(replies) });

describe('a command by REST', () => {
  it('has succeeded when Airflow says so, and tells which way it went', async () => {
    const outcome = await runByRest(trigger(), RUN);
    expect(outcome).toMatchObject({
      outcome: 'succeeded',
      via: 'rest',
      answer: { stdout: '[{"dag_id": "load", "dag_run_id": "r1"}]\n' },
      durations: { mintMs: 0, cliMs: expect.any(Number) },
    });
  });

  it('is held when the environment takes none, and has not run', async () => {
    const outcome = await runByRest(trigger(), new EnvironmentUnavailableError('busy'));
    expect(outcome).toStrictEqual({
      outcome: 'held',
      reason: 'busy',
      trouble: 'environment',
      mayHaveRun: false,
      via: 'rest',
    });
  });

  it.each(['environment', 'late', 'senseless'] as const)(
    'is held when its answer is lost (%s), and may have run',
    async (trouble) => {
      const outcome = await runByRest(trigger(), new AnswerLostError('lost', trouble));
      expect(outcome).toMatchObject({ outcome: 'held', trouble, mayHaveRun: true, via: 'rest' });
    },
  );

  it('that is not safe to repeat is unknown when its answer is lost', async () => {
    const lost = new AnswerLostError('lost', 'late');
    const outcome = await runByRest(argv('variables', 'delete', 'x'), lost);
    expect(outcome).toMatchObject({ outcome: 'unknown', via: 'rest' });
  });

  it.each([new EnvironmentUnavailableError('busy'), new AnswerLostError('lost', 'late')])(
    'may have run when its run is there but cannot be asked for: %s',
    async (error) => {
      const outcome = await runByRest(trigger({ logicalDate: DATE }), EXISTS, error);
      expect(outcome).toMatchObject({ outcome: 'held', mayHaveRun: true });
    },
  );

  it('has failed when another run has its logical date', async () => {
    const outcome = await runByRest(trigger({ logicalDate: DATE }), EXISTS, { status: 404 });
    expect(outcome).toMatchObject({ outcome: 'failed', failure: 'run-exists', via: 'rest' });
  });

  it('of an unknown DAG has failed for that', async () => {
    const outcome = await runByRest(trigger(), { status: 404, body: { detail: 'none' } });
    expect(outcome).toMatchObject({ outcome: 'failed', failure: 'unknown-dag' });
  });

  it.each([
    [400, 1],
    [422, 1],
    [404, 0],
  ])('that is answered with %i has the version forgotten %i times', async (status, times) => {
    const airflow = fakeAirflow([]);
    const rest = fakeRest([{ status, body: { detail: 'no' } }]);
    expect(await runVia('rest', trigger(), { airflow, rest })).toMatchObject({ outcome: 'failed' });
    expect(airflow.versionsForgotten()).toBe(times);
  });

  it('is refused when it cannot go by REST, and goes no way', async () => {
    const outcome = await runByRest(argv('dags', 'list'));
    expect(outcome).toMatchObject({ outcome: 'refused' });
    expect(outcome).not.toHaveProperty('via');
  });
});

describe('an environment without a REST API', () => {
  const none = () => fakeRest([new NoRestApiError('update it')]);

  it('is given commands by its command line with auto', async () => {
    const airflow = fakeAirflow([created('load', 'r1')]);
    const outcome = await runVia('auto', trigger(), { airflow, rest: none() });
    expect(outcome).toMatchObject({ outcome: 'succeeded', via: 'cli' });
    expect(airflow.requests).toHaveLength(1);
  });

  it('is given none by REST alone: they wait', async () => {
    const outcome = await runVia('rest', trigger(), { rest: none() });
    expect(outcome).toMatchObject({ outcome: 'held', trouble: 'environment', reason: 'update it' });
  });
});

it('With auto, what has no form by REST goes by the command line', async () => {
  const airflow = fakeAirflow([{ stdout: 'no DAGs' }]);
  const outcome = await runVia('auto', argv('dags', 'list'), { airflow });
  expect(outcome).toMatchObject({ outcome: 'succeeded', via: 'cli' });
});
