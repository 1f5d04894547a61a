import type { AirflowVersion } from '../../../../local/mwaa/model/version';
import { byApi, get, invalid, OOPS, okInBoth, problem, refusal, send, trigger } from '../answers';
import type { Ask, ExpectedAnswer, RestCase } from '../types';

const PATH = '/dags/toggled_dag';

const pause = (body: unknown, query?: Ask['query']): Ask => {
  const ask = send('PATCH', PATH, body);
  return query === undefined ? ask : { ...ask, query };
};
const PAUSE = pause({ is_paused: true });
const UNPAUSE = pause({ is_paused: false });

const is = (paused: boolean) => okInBoth({ dag_id: 'toggled_dag', is_paused: paused });
const becomes = (paused: boolean) => ({ answer: is(paused), paused: { toggled_dag: paused } });

function noDag(version: AirflowVersion): ExpectedAnswer {
  if (version.major === 2) {
    return problem(404, 'The DAG with dag_id: no_such_dag was not found', 'DAG not found');
  }
  const asked = version.atLeast('3.1')
    ? 'The Dag with ID: `no_such_dag`'
    : 'Dag with id no_such_dag';
  return refusal(404, `${asked} was not found`);
}

export const DAG_CASES: readonly RestCase[] = [
  { name: 'a pause pauses', setup: [UNPAUSE], ask: PAUSE, ...becomes(true) },
  { name: 'a pause of a paused DAG', setup: [PAUSE], ask: PAUSE, ...becomes(true) },
  { name: 'an unpause unpauses', setup: [PAUSE], ask: UNPAUSE, ...becomes(false) },
  {
    name: 'an unpause lets the run go that waited',
    setup: [PAUSE, trigger({ dag_run_id: 'rest-waited', conf: { a: 1 } }, 'toggled_dag')],
    ask: UNPAUSE,
    answer: is(false),
    newRuns: [{ dagId: 'toggled_dag', runId: 'rest-waited', conf: '{"a":1}' }],
  },
  {
    name: 'a pause with a mask',
    setup: [UNPAUSE],
    ask: pause({ is_paused: true }, { update_mask: 'is_paused' }),
    ...becomes(true),
  },
  {
    name: 'a pause with the mask of another field',
    setup: [UNPAUSE],
    ask: pause({ is_paused: true }, { update_mask: 'tags' }),
    answer: byApi(
      problem(400, 'Only `is_paused` field can be updated through the REST API'),
      refusal(400, 'Only `is_paused` field can be updated through the REST API'),
    ),
    paused: { toggled_dag: false },
  },
  {
    name: 'a pause of an unknown DAG',
    ask: send('PATCH', '/dags/no_such_dag', { is_paused: true }),
    answer: byApi(
      problem(404, null, "Dag with id: 'no_such_dag' not found"),
      refusal(404, 'Dag with id: no_such_dag was not found'),
    ),
  },
  {
    name: 'a pause that does not say which way',
    ask: pause({}),
    answer: byApi(OOPS, invalid(['body', 'is_paused'], 'missing', 'Field required')),
  },
  {
    name: 'a pause that says "yes"',
    setup: [UNPAUSE],
    ask: pause({ is_paused: 'yes' }),
    answer: byApi(problem(400, "'yes' is not of type 'boolean' - 'is_paused'"), {
      status: 200,
      body: { is_paused: true },
    }),
  },
  { name: 'a DAG', setup: [PAUSE], ask: get(PATH), answer: is(true) },
  { name: 'an unknown DAG', ask: get('/dags/no_such_dag'), answer: noDag },
];
