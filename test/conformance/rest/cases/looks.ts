import { expect } from 'vitest';
import type { AirflowVersion } from '../../../../local/mwaa/model/version';
import {
  byApi,
  get,
  invalid,
  NO_ORDER,
  ok,
  okInBoth,
  problem,
  refusal,
  SERVER_ERROR,
  trigger,
} from '../answers';
import type { Ask, RestCase } from '../types';

const LIST = '/dags/listed_dag/dagRuns';

const run = (runId: string) => ({ dagId: 'listed_dag', runId });
const dated = (runId: string, date: string) =>
  trigger({ dag_run_id: runId, logical_date: date }, 'listed_dag');

/** The date of a run had another name in Airflow 2. */
const dateName = ({ major }: AirflowVersion) => (major >= 3 ? 'logical_date' : 'execution_date');

const listBetween = (from: string, to: string, order = '', others = {}): Ask => ({
  ...get(LIST),
  query: (version) => ({
    [`${dateName(version)}_gte`]: from,
    [`${dateName(version)}_lte`]: to,
    order_by: `${order}${dateName(version)}`,
    ...others,
  }),
});

const listed = (total: number, ...runIds: readonly string[]) =>
  okInBoth({ dag_runs: runIds.map((id) => ({ dag_run_id: id })), total_entries: total });

function dateFault(text: string) {
  return expect.stringMatching(new RegExp(`^'${text}' is not a 'date-time'`));
}

function noRun(dagId: string): RestCase['answer'] {
  const detail = `DAGRun with DAG ID: '${dagId}' and DagRun ID: 'no-such-run' not found`;
  const asked = `dag_id: \`${dagId}\` and run_id: \`no-such-run\``;
  return byApi(
    problem(404, detail, 'DAGRun not found'),
    refusal(404, `The DagRun with ${asked} was not found`),
  );
}

const FILTER_CASES: readonly RestCase[] = [
  {
    name: 'the list of runs between two dates',
    setup: [
      dated('rest-march-1', '2026-03-01T00:00:00Z'),
      dated('rest-march-2', '2026-03-02T00:00:00Z'),
      dated('rest-march-3', '2026-03-03T00:00:00Z'),
    ],
    ask: listBetween('2026-03-02T00:00:00Z', '2026-03-03T01:00:00+01:00'),
    answer: listed(2, 'rest-march-2', 'rest-march-3'),
    newRuns: ['rest-march-1', 'rest-march-2', 'rest-march-3'].map(run),
  },
  {
    name: 'the list of runs, newest first, and one of them',
    setup: [
      dated('rest-april-1', '2026-04-01T00:00:00Z'),
      dated('rest-april-2', '2026-04-02T00:00:00Z'),
    ],
    ask: listBetween('2026-04-01T00:00:00Z', '2026-04-03T00:00:00Z', '-', { limit: '1' }),
    answer: listed(2, 'rest-april-2'),
    newRuns: ['rest-april-1', 'rest-april-2'].map(run),
  },
  {
    name: 'the list of runs, the last one that came first, and one of them',
    setup: [dated('rest-last', '2026-05-01T00:00:00Z')],
    ask: get(LIST, { order_by: '-id', limit: '1' }),
    answer: okInBoth({ dag_runs: [{ dag_run_id: 'rest-last' }] }),
    newRuns: [run('rest-last')],
  },
  {
    name: 'the list of runs in a state that none has',
    setup: [
      { method: 'PATCH', path: '/dags/paused_dag', body: '{"is_paused":true}' },
      trigger({ dag_run_id: 'rest-stays' }, 'paused_dag'),
    ],
    ask: get('/dags/paused_dag/dagRuns', { state: 'success' }),
    answer: listed(0),
    newRuns: [{ dagId: 'paused_dag', runId: 'rest-stays' }],
  },
  {
    name: 'the list of runs whose ids have a text in them',
    setup: [trigger({ dag_run_id: 'rest-with-a-text' }, 'listed_dag')],
    ask: get(LIST, { run_id_pattern: 'with-a-te' }),
    answer: (version) => {
      if (version.major === 2) {
        return problem(400, 'Extra query parameter(s) run_id_pattern not in spec', null);
      }
      return ok(version.atLeast('3.1') ? { dag_runs: [{ dag_run_id: 'rest-with-a-text' }] } : {});
    },
    newRuns: [run('rest-with-a-text')],
  },
  {
    name: 'the list of runs of an unknown DAG',
    ask: get('/dags/no_such_dag/dagRuns'),
    answer: (version) => {
      if (version.major === 2) return ok({ dag_runs: [], total_entries: 0 });
      const asked = version.atLeast('3.1') ? 'Dag with ID' : 'DAG with dag_id';
      return refusal(404, `The ${asked}: \`no_such_dag\` was not found`);
    },
  },
];

const REFUSED_CASES: readonly RestCase[] = [
  {
    name: 'the list of runs from a date without a zone',
    ask: listBetween('2026-03-02T00:00:00', '2026-03-04T00:00:00Z'),
    answer: (version) => {
      if (version.major === 2) return problem(400, dateFault('2026-03-02T00:00:00'));
      return version.atLeast('3.3') ? refusal(500, { reason: 'Database error' }) : SERVER_ERROR;
    },
  },
  {
    name: 'the list of runs from a date that is none',
    ask: listBetween('yesterday', '2026-03-04T00:00:00Z'),
    answer: byApi(
      problem(400, dateFault('yesterday')),
      invalid(
        ['query', 'logical_date_gte'],
        'datetime_from_date_parsing',
        'Input should be a valid datetime or date, input is too short',
      ),
    ),
  },
  {
    name: 'the list of runs in an order that there is not',
    ask: get(LIST, { order_by: '-nonsense' }),
    answer: byApi(problem(400, NO_ORDER), refusal(400, NO_ORDER)),
  },
  {
    name: 'the list of -1 runs',
    ask: get(LIST, { limit: '-1' }),
    answer: byApi(
      problem(400, null, 'Page limit must be a positive integer'),
      invalid(
        ['query', 'limit'],
        'greater_than_equal',
        'Input should be greater than or equal to 0',
      ),
    ),
  },
  {
    name: 'the list of x runs',
    ask: get(LIST, { limit: 'x' }),
    answer: byApi(
      problem(400, "Wrong type, expected 'integer' for query parameter 'limit'"),
      invalid(
        ['query', 'limit'],
        'int_parsing',
        'Input should be a valid integer, unable to parse string as an integer',
      ),
    ),
  },
  {
    name: 'the list of runs with an unknown parameter',
    ask: get('/dags/listed_dag/dagRuns', { foo: 'x', limit: '1' }),
    answer: byApi(problem(400, 'Extra query parameter(s) foo not in spec', null), ok({})),
  },
  {
    name: 'the list of runs in a state that there is not',
    ask: get(LIST, { state: 'nonsense' }),
    answer: byApi(
      ok({ dag_runs: [] }),
      refusal(422, 'Invalid value for state. Valid values are queued, running, success, failed'),
    ),
  },
];

const ONE_CASES: readonly RestCase[] = [
  {
    name: 'one run',
    setup: [trigger({ dag_run_id: 'rest:one~+.', conf: { a: 1 } }, 'listed_dag')],
    ask: get(`${LIST}/rest:one~+.`),
    answer: okInBoth({ dag_id: 'listed_dag', dag_run_id: 'rest:one~+.', conf: { a: 1 } }),
    newRuns: [run('rest:one~+.')],
  },
  {
    name: 'one run, its id percent-encoded',
    setup: [trigger({ dag_run_id: 'rest:two+' }, 'listed_dag')],
    ask: get(`${LIST}/${encodeURIComponent('rest:two+')}`),
    answer: okInBoth({ dag_run_id: 'rest:two+' }),
    newRuns: [run('rest:two+')],
  },
  {
    name: 'a run that there is not',
    ask: get(`${LIST}/no-such-run`),
    answer: noRun('listed_dag'),
  },
  {
    name: 'a run of an unknown DAG',
    ask: get('/dags/no_such_dag/dagRuns/no-such-run'),
    answer: noRun('no_such_dag'),
  },
];

export const LOOK_CASES: readonly RestCase[] = [...FILTER_CASES, ...REFUSED_CASES, ...ONE_CASES];
