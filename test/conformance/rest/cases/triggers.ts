import { expect } from 'vitest';
import { PARAMS_DAG } from '../../dags';
import {
  byApi,
  invalid,
  OOPS,
  ok,
  okInBoth,
  problem,
  refusal,
  SERVER_ERROR,
  trigger,
  triggerAs,
} from '../answers';
import type { RestCase } from '../types';

const DAG_ID = 'example_dag';
const queued = (runId: string) => ({ dag_id: DAG_ID, dag_run_id: runId, state: 'queued' });
const newRun = (runId: string, conf?: string) => ({ dagId: DAG_ID, runId, ...(conf && { conf }) });

const NASTY =
  '{"a":{"b":[1,{"c":null}]},"é":"👍 it\'s \\"so\\"","id":9223372036854775807,"price":1.5}';

const NEW_CASES: readonly RestCase[] = [
  {
    name: 'a trigger makes a run, which runs to its end',
    ask: trigger({ dag_run_id: 'rest-new' }),
    answer: okInBoth({ ...queued('rest-new'), conf: {} }),
    newRuns: [newRun('rest-new', '{}')],
  },
  {
    name: 'a conf of a trigger arrives exactly',
    ask: {
      ...triggerAs(undefined),
      body: ({ major }) =>
        `{"dag_run_id":"rest-conf","conf":${NASTY}${major >= 3 ? ',"logical_date":null' : ''}}`,
    },
    answer: okInBoth({ ...queued('rest-conf'), conf: JSON.parse(NASTY) }),
    newRuns: [newRun('rest-conf', NASTY)],
  },
  {
    name: 'a trigger without a run id gets one',
    ask: trigger({}),
    answer: okInBoth({ dag_run_id: expect.stringMatching(/^manual__\d{4}-/) }),
    newRuns: [{ dagId: DAG_ID, runId: /^manual__/ }],
  },
  {
    name: 'a trigger with an empty run id gets one',
    ask: trigger({ dag_run_id: '' }),
    answer: okInBoth({ dag_run_id: expect.stringMatching(/^manual__\d{4}-/) }),
    newRuns: [{ dagId: DAG_ID, runId: /^manual__/ }],
  },
  {
    name: 'a trigger of a paused DAG waits',
    setup: [{ method: 'PATCH', path: '/dags/paused_dag', body: '{"is_paused":true}' }],
    ask: trigger({ dag_run_id: 'rest-waits' }, 'paused_dag'),
    answer: okInBoth({ dag_run_id: 'rest-waits', state: 'queued' }),
    newRuns: [{ dagId: 'paused_dag', runId: 'rest-waits', state: 'queued' }],
    paused: { paused_dag: true },
  },
  {
    name: 'a trigger with a note',
    ask: trigger({ dag_run_id: 'rest-note', note: 'why' }),
    answer: (version) =>
      version.atLeast('2.5')
        ? ok({ dag_run_id: 'rest-note', note: 'why' })
        : problem(400, "{'note': ['Unknown field.']}"),
    newRuns: (version) => (version.atLeast('2.5') ? [newRun('rest-note')] : []),
  },
  {
    name: 'a trigger whose conf keeps to the params of the DAG',
    ask: trigger({ dag_run_id: 'rest-params', conf: { count: 2 } }, PARAMS_DAG),
    answer: okInBoth({ dag_run_id: 'rest-params', conf: { count: 2 } }),
    newRuns: [{ dagId: PARAMS_DAG, runId: 'rest-params' }],
  },
];

const REFUSED_CASES: readonly RestCase[] = [
  {
    name: 'a trigger of an unknown DAG',
    ask: trigger({ dag_run_id: 'rest-unknown' }, 'no_such_dag'),
    answer: (version) => {
      const detail = `with dag_id: 'no_such_dag' not found`;
      if (version.major === 2) return problem(404, `DAG ${detail}`, 'DAG not found');
      return refusal(404, `${version.atLeast('3.1') ? 'Dag' : 'DAG'} ${detail}`);
    },
  },
  {
    name: 'a trigger whose conf breaks the params of the DAG',
    ask: trigger({ dag_run_id: 'rest-bad', conf: { count: 'two' } }, PARAMS_DAG),
    answer: (version) => {
      const detail = expect.stringMatching(
        /^Invalid input for param count: 'two' is not of type 'integer'/,
      );
      if (version.major >= 3) return refusal(400, detail);
      return version.atLeast('2.9') ? problem(400, detail) : OOPS;
    },
  },
  {
    name: 'a run id of a trigger with a space and a slash',
    ask: trigger({ dag_run_id: 'a b/c' }),
    answer: (version) => {
      if (version.major === 2) return version.atLeast('2.6.3') ? OOPS : ok({ dag_run_id: 'a b/c' });
      return refusal(400, expect.stringContaining("The run_id provided 'a b/c' does not match"));
    },
    newRuns: (version) => (version.atLeast('2.6.3') ? [] : [newRun('a b/c')]),
  },
  {
    name: 'a run id of a trigger that Airflow keeps for itself',
    ask: trigger({ dag_run_id: 'scheduled__x' }),
    answer: (version) => {
      const detail = expect.stringContaining('reserved for scheduled runs');
      if (version.major >= 3) return refusal(400, detail);
      return version.atLeast('2.5') ? problem(400, detail) : ok({ dag_run_id: 'scheduled__x' });
    },
    newRuns: (version) => (version.atLeast('2.5') ? [] : [newRun('scheduled__x')]),
  },
  {
    name: 'a run id of a trigger that is null',
    ask: trigger({ dag_run_id: null }),
    answer: byApi(
      problem(400, "{'dag_run_id': ['Field may not be null.']}"),
      ok({ dag_run_id: expect.stringMatching(/^manual__/) }),
    ),
    newRuns: ({ major }) => (major >= 3 ? [{ dagId: DAG_ID, runId: /^manual__/ }] : []),
  },
  {
    name: 'a run id of a trigger that is a number',
    ask: trigger({ dag_run_id: 7 }),
    answer: byApi(
      problem(400, "7 is not of type 'string' - 'dag_run_id'"),
      invalid(['body', 'dag_run_id'], 'string_type', 'Input should be a valid string'),
    ),
  },
  {
    name: 'a conf of a trigger that is a list',
    ask: trigger({ dag_run_id: 'rest-list', conf: [1] }),
    answer: byApi(
      problem(400, "[1] is not of type 'object' - 'conf'"),
      invalid(['body', 'conf'], 'dict_type', 'Input should be a valid dictionary'),
    ),
  },
  {
    name: 'an unknown field of a trigger',
    ask: trigger({ dag_run_id: 'rest-field', foo: 1 }),
    answer: byApi(
      problem(400, "{'foo': ['Unknown field.']}"),
      invalid(['body', 'foo'], 'extra_forbidden', 'Extra inputs are not permitted'),
    ),
  },
  {
    name: 'a body of a trigger that is no object',
    ask: triggerAs('[1]'),
    answer: (version) => {
      if (version.major === 2) return problem(400, "[1] is not of type 'object'");
      return version.atLeast('3.2')
        ? invalid(['body'], 'model_attributes_type', expect.stringContaining('valid dictionary'))
        : SERVER_ERROR;
    },
  },
  {
    name: 'a trigger without a body',
    ask: triggerAs(undefined),
    answer: byApi(
      problem(400, 'Request body must not be empty'),
      invalid(['body'], 'missing', 'Field required'),
    ),
  },
];

export const TRIGGER_CASES: readonly RestCase[] = [...NEW_CASES, ...REFUSED_CASES];
