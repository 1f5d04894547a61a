import { describe, expect, it } from 'vitest';
import { AnswerLostError } from '../../../../lambda/contract/errors';
import { exchangeOf, play } from '../../../support/rest-exchange';
import { argv } from '../../../support/run-command';

const PATH = '/dags/load/dagRuns';
const DATE = '2026-01-02T03:04:05Z';
const listRuns = (...args: string[]) => argv('dags', 'list-runs', 'load', ...args);
const state = (...args: string[]) => argv('dags', 'state', 'load', ...args);
const list = (...rows: object[]) => ({ body: { dag_runs: rows, total_entries: rows.length } });
const NOT_FOUND = { status: 404, body: { detail: 'not found' } };
const DAG = { body: { dag_id: 'load' } };

const RUN = {
  dag_run_id: 'r1',
  dag_id: 'load',
  state: 'success',
  run_type: 'manual',
  logical_date: '2026-01-02T03:04:05Z',
  run_after: '2026-01-02T03:04:06.5Z',
  start_date: '2026-01-02T03:04:07+00:00',
  end_date: null,
};

describe('list-runs by REST', () => {
  it.each([
    [
      '2.11.2',
      '-execution_date',
      '"execution_date": "2026-01-02T03:04:05+00:00", "start_date": "2026-01-02T03:04:07+00:00", "end_date": ""',
    ],
    [
      '3.3.1',
      '-run_after',
      '"run_after": "2026-01-02T03:04:06.5+00:00", "logical_date": "2026-01-02T03:04:05+00:00", "start_date": "2026-01-02T03:04:07+00:00", "end_date": ""',
    ],
  ])('on %s prints the keys that its CLI prints', (version, order_by, dates) => {
    const { asked, reply } = play(listRuns('-o', 'json'), [list(RUN)], version);
    const query = { order_by, limit: '100', offset: '0' };
    expect(asked).toStrictEqual([{ method: 'GET', path: PATH, query }]);
    expect(reply).toStrictEqual({
      verdict: { kind: 'succeeded' },
      answer: {
        stdout: `[{"dag_id": "load", "run_id": "r1", "state": "success", ${dates}}]\n`,
        stderr: '',
      },
    });
  });

  it('asks for page after page, of the size that Airflow gives', () => {
    const page = (id: string) => ({
      body: { dag_runs: [{ ...RUN, dag_run_id: id }], total_entries: 2 },
    });
    const { asked, reply } = play(listRuns(), [page('r1'), page('r2')]);
    expect(asked.map(({ query }) => query?.offset)).toStrictEqual(['0', '1']);
    expect(JSON.parse(reply.answer.stdout)).toMatchObject([{ run_id: 'r1' }, { run_id: 'r2' }]);
  });

  it('ends when runs went away while it read them', () => {
    const first = { body: { dag_runs: [RUN], total_entries: 2 } };
    const { reply } = play(listRuns(), [first, { body: { dag_runs: [], total_entries: 2 } }]);
    expect(JSON.parse(reply.answer.stdout)).toHaveLength(1);
  });

  it.each([
    ['2.11.2', 'execution_date'],
    ['3.3.1', 'logical_date'],
  ])('on %s narrows the list by its flags', (version, date) => {
    const message = listRuns(
      '-s',
      '2026-01-02T03:04Z',
      '-e',
      DATE,
      '--state',
      'Failed',
      '--no-backfill',
    );
    const backfill = { ...RUN, run_type: 'backfill' };
    const { asked, reply } = play(message, [list(RUN, backfill)], version);
    expect(asked[0]?.query).toMatchObject({
      [`${date}_gte`]: '2026-01-02T03:04:00Z',
      [`${date}_lte`]: DATE,
      state: 'failed',
    });
    expect(JSON.parse(reply.answer.stdout)).toHaveLength(1);
  });

  it.each([
    ['3.3.1, which tells so itself', [NOT_FOUND, NOT_FOUND]],
    ['2.11.2, which lists no runs', [list(), NOT_FOUND]],
  ])('of an unknown DAG fails in the words of the CLI on %s', (version, answers) => {
    const { asked, reply } = play(listRuns(), answers, version.split(',')[0]);
    expect(asked[1]).toStrictEqual({ method: 'GET', path: '/dags/load' });
    const reason = "DAG: load does not exist in 'dag' table";
    expect(reply.verdict).toStrictEqual({ kind: 'failed', reason });
  });

  it('on an Airflow 2 that names no logical date has the execution date instead', () => {
    const { logical_date: execution_date, ...run } = RUN;
    const { reply } = play(listRuns(), [list({ ...run, execution_date })], '2.4.3');
    const printed = { execution_date: '2026-01-02T03:04:05+00:00' };
    expect(JSON.parse(reply.answer.stdout)).toMatchObject([printed]);
  });

  it('of a DAG without runs is an empty list', () => {
    expect(play(listRuns(), [list(), DAG]).reply.answer.stdout).toBe('[]\n');
  });

  it('of too many runs fails, and says how to have fewer', () => {
    const many = { body: { dag_runs: [RUN], total_entries: 10_001 } };
    expect(play(listRuns(), [many]).reply.verdict).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('there are 10001 runs, and by REST at most 10000 are listed'),
    });
  });

  it('fails with the words of Airflow, of each form that they have', () => {
    const reasonOf = (detail: unknown) =>
      play(listRuns(), [{ status: 422, body: { detail } }]).reply.verdict;
    expect(reasonOf('no')).toHaveProperty('reason', 'no');
    const fault = { loc: ['query', 'state'], msg: 'Invalid state', input: 'secret' };
    expect(reasonOf([fault])).toHaveProperty('reason', 'query.state: Invalid state');
    const database = { reason: 'Unique constraint violation', orig_error: 'hidden' };
    expect(reasonOf(database)).toHaveProperty('reason', 'Unique constraint violation: hidden');
    expect(reasonOf(undefined)).toHaveProperty('reason', 'Airflow answered HTTP 422');
  });

  it('has lost its answer when there is no list in it, or the DAG is not told of', () => {
    expect(() => play(listRuns(), [{ body: {} }])).toThrow(AnswerLostError);
    expect(() => play(listRuns(), [list(), { status: 400 }])).toThrow(AnswerLostError);
  });

  it.each([
    ['a table', listRuns('-o', 'table')],
    ['a day without a time', listRuns('-s', '2026-01-02')],
    ['a flag that it does not know', listRuns('--frobnicate')],
    ['all DAGs, as REST would take it', argv('dags', 'list-runs', '~')],
    ['no DAG', argv('dags', 'list-runs')],
    ['two DAGs', listRuns('other')],
  ])('has no form for %s', (_title, message) => {
    expect(exchangeOf(message)).toBeTypeOf('string');
  });
});

describe('state by REST', () => {
  it.each([
    ['of a date', [list({ ...RUN, conf: { a: 1 } })], 'success, {"a": 1}\n'],
    ['of a date with no run', [list(), DAG], 'None\n'],
    ['of a date and a run without conf', [list({ ...RUN, conf: {} })], 'success\n'],
  ])('%s is printed as the CLI does', (_title, answers, stdout) => {
    const { asked, reply } = play(state('2026-01-02T03:04Z'), answers, '2.11.2');
    const query = {
      execution_date_gte: '2026-01-02T03:04:00Z',
      execution_date_lte: '2026-01-02T03:04:00Z',
      order_by: 'execution_date',
    };
    expect(asked[0]).toStrictEqual({ method: 'GET', path: PATH, query });
    expect(reply.answer.stdout).toBe(stdout);
  });

  it.each([
    ['that is there', [{ body: RUN }], 'success\n'],
    ['that is not there', [NOT_FOUND, DAG], 'None\n'],
  ])('of a run id %s, on Airflow 3', (_title, answers, stdout) => {
    const { asked, reply } = play(state('r1'), answers);
    expect(asked[0]).toStrictEqual({ method: 'GET', path: `${PATH}/r1` });
    expect(reply.answer.stdout).toBe(stdout);
  });

  it('of an unknown DAG fails, and what Airflow refuses too', () => {
    expect(play(state('r1'), [NOT_FOUND, NOT_FOUND]).reply.verdict.kind).toBe('failed');
    expect(play(state('r1'), [{ status: 400, body: {} }]).reply.verdict.kind).toBe('failed');
  });

  it('has no form for a run id on Airflow 2, a long one on 3, or another flag', () => {
    expect(exchangeOf(state('r1'), '2.11.2')).toContain('on Airflow 2 it takes a date');
    expect(exchangeOf(state('r'.repeat(60)))).toContain('characters, and InvokeRestApi takes');
    expect(exchangeOf(state(DATE, '-S', 'dags'))).toBeTypeOf('string');
    expect(exchangeOf(state())).toBeTypeOf('string');
  });
});
