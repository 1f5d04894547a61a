import type { Run } from '../../metadata';
import { isoFormat, type Micros } from '../../python/dates';
import { schemaError } from '../../python/schema-error';
import { type PyDict, pyDict, pyRepr } from '../../python/values';
import { isWithin, type SortKeys } from '../lists';
import type { RestCall, Served } from '../types';
import { isDateTime } from './body';
import { problem } from './errors';
import { pageOf } from './page';

const SORT_KEYS = {
  state: (run) => run.state,
  dag_id: (run) => run.dagId,
  execution_date: (run) => run.logicalDate,
  dag_run_id: (run) => run.runId,
  start_date: (run) => run.startDate,
  end_date: (run) => run.endDate,
} as const satisfies SortKeys<Run>;

const DATES = ['execution_date', 'start_date', 'end_date'] as const;
const BOUNDS = DATES.flatMap((date) => [`${date}_gte`, `${date}_lte`]);
const PARAMETERS = ['limit', 'offset', 'order_by', 'state', ...BOUNDS];

export function getRun(call: RestCall): Served {
  const [dagId = '', runId = ''] = call.names;
  const run = call.metadata.findRun(dagId, runId);
  if (run === undefined) {
    const detail = `DAGRun with DAG ID: '${dagId}' and DagRun ID: '${runId}' not found`;
    throw problem(call, 404, detail, 'DAGRun not found');
  }
  return { body: runJson(call, run) };
}

/** Of a DAG that there is not, an empty list. */
export function listRuns(call: RestCall): Served {
  const { query, metadata, names } = call;
  checkQuery(call);
  const states = query.getAll('state');
  const found = metadata
    .runs(names[0] ?? '')
    .filter(
      (run) =>
        (states.length === 0 || states.includes(run.state)) &&
        DATES.every((date) => isWithin(SORT_KEYS[date](run), query, date)),
    );
  const dagRuns = pageOf(call, found, SORT_KEYS).map((run) => runJson(call, run));
  return { body: pyDict({ dag_runs: dagRuns, total_entries: found.length }) };
}

function checkQuery(call: RestCall): void {
  const strange = [...new Set(call.query.keys())].filter((name) => !PARAMETERS.includes(name));
  if (strange.length > 0) {
    const detail = `Extra query parameter(s) ${strange.join(', ')} not in spec`;
    throw problem(call, 400, detail, null);
  }
  for (const name of BOUNDS) {
    const text = call.query.get(name);
    if (text !== null && !isDateTime(text)) throw problem(call, 400, dateFault(pyRepr(text)));
  }
}

function dateFault(instance: string): string {
  const schema = "{'type': 'string', 'format': 'date-time'}";
  return schemaError(`${instance} is not a 'date-time'`, { rule: 'format', schema, instance });
}

export function runJson({ version }: RestCall, run: Run): PyDict {
  return pyDict({
    conf: run.conf ?? new Map(),
    dag_id: run.dagId,
    dag_run_id: run.runId,
    data_interval_end: iso(run.dataInterval),
    data_interval_start: iso(run.dataInterval),
    end_date: iso(run.endDate),
    execution_date: iso(run.logicalDate),
    external_trigger: true,
    last_scheduling_decision: iso(run.endDate),
    logical_date: iso(run.logicalDate),
    ...(version.atLeast('2.5') ? { note: run.note ?? null } : {}),
    run_type: run.runType,
    start_date: iso(run.startDate),
    state: run.state,
  });
}

function iso(instant: Micros | null): string | null {
  return instant === null ? null : isoFormat(instant);
}
