import type { Run } from '../../metadata';
import { parseDate } from '../../python/dates';
import { pyDict } from '../../python/values';
import { isWithin, isZonedDate, type SortKeys } from '../lists';
import type { RestCall, Served } from '../types';
import { unreadableDate } from './body';
import { databaseError, invalid, refusal, serverError } from './errors';
import { pageOf } from './page';
import { runJson } from './run-json';

const STATES = ['queued', 'running', 'success', 'failed'];

const SORT_KEYS = {
  state: (run) => run.state,
  dag_id: (run) => run.dagId,
  run_id: (run) => run.runId,
  dag_run_id: (run) => run.runId,
  logical_date: (run) => run.logicalDate,
  run_after: (run) => run.queuedAt,
  start_date: (run) => run.startDate,
  end_date: (run) => run.endDate,
} as const satisfies SortKeys<Run>;

const DATES = ['run_after', 'logical_date', 'start_date', 'end_date'] as const;

export function getRun({ metadata, names, version }: RestCall): Served {
  const [dagId = '', runId = ''] = names;
  const run = metadata.findRun(dagId, runId);
  if (run !== undefined) return { body: runJson(version, run) };
  const asked = `dag_id: \`${dagId}\` and run_id: \`${runId}\``;
  throw refusal(404, `The DagRun with ${asked} was not found`);
}

export function listRuns(call: RestCall): Served {
  const { metadata, names, version } = call;
  checkQuery(call);
  const [dagId = ''] = names;
  if (metadata.dag(dagId) === undefined) throw refusal(404, unknownDag(call, dagId));
  const found = metadata.runs(dagId).filter((run) => isWanted(call, run));
  const dagRuns = pageOf(call, found, SORT_KEYS).map((run) => runJson(version, run));
  return { body: pyDict({ dag_runs: dagRuns, total_entries: found.length }) };
}

function unknownDag({ version }: RestCall, dagId: string): string {
  const what = version.atLeast('3.1') ? 'Dag with ID' : 'DAG with dag_id';
  return `The ${what}: \`${dagId}\` was not found`;
}

function checkQuery({ query, version }: RestCall): void {
  if (query.getAll('state').some((state) => !STATES.includes(state))) {
    throw refusal(422, `Invalid value for state. Valid values are ${STATES.join(', ')}`);
  }
  for (const name of DATES.flatMap((date) => [`${date}_gte`, `${date}_lte`])) {
    const text = query.get(name);
    if (text === null) continue;
    if (parseDate(text) === undefined) {
      throw invalid({ ...unreadableDate(text), loc: ['query', name], input: text });
    }
    // Airflow takes a date without a zone, and then fails when it compares it.
    if (isZonedDate(text)) continue;
    throw version.atLeast('3.3') ? databaseError(500, 'Database error') : serverError();
  }
}

function isWanted({ query, version }: RestCall, run: Run): boolean {
  const states = query.getAll('state');
  const pattern = version.atLeast('3.1') ? (query.get('run_id_pattern') ?? '') : '';
  return (
    (states.length === 0 || states.includes(run.state)) &&
    run.runId.includes(pattern) &&
    DATES.every((date) => isWithin(SORT_KEYS[date](run), query, date))
  );
}
