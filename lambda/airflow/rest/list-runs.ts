import type { AirflowVersion } from '../../contract/airflow-version';
import { MAX_REST_ROWS } from '../../contract/limits';
import { isZonedTime } from '../../contract/zoned-time';
import type { Command } from '../command';
import { OTHER_ARGUMENTS, readArguments } from './arguments';
import { dagIsThere, noSuchDag } from './dag';
import { type Exchange, type RestReply, succeeded } from './exchange';
import { type Row, readPages } from './pages';
import { pathOf } from './path';
import { printJson } from './print';
import { dateName, withSeconds } from './run';
import { refused, reply } from './words';

const FLAGS = {
  'start-date': { type: 'string', short: 's' },
  'end-date': { type: 'string', short: 'e' },
  state: { type: 'string' },
  'no-backfill': { type: 'boolean' },
} as const;

/** What is needed of a run. */
const COLUMNS = [
  'dag_id',
  'dag_run_id',
  'state',
  'run_type',
  'run_after',
  'logical_date',
  'execution_date',
  'start_date',
  'end_date',
];

/** What the list is narrowed to. */
interface Filter {
  readonly query: Readonly<Record<string, string>>;
  readonly noBackfill: boolean;
}

/** `dags list-runs` by REST. */
export function listRunsByRest(command: Command, version: AirflowVersion): Exchange | string {
  const parsed = readArguments(command.args, FLAGS);
  const [dagId, ...more] = parsed?.positionals ?? [];
  if (parsed === undefined || dagId === undefined || more.length > 0) return OTHER_ARGUMENTS;
  const { 'start-date': from, 'end-date': to, state, 'no-backfill': noBackfill } = parsed.values;
  if (![from, to].every((date) => date === undefined || isZonedTime(date))) {
    return 'it has a date that is no ISO 8601 with a time zone';
  }
  const target = pathOf`/dags/${dagId}/dagRuns`;
  if ('fault' in target) return target.fault;
  const date = dateName(version);
  const query = {
    ...(from === undefined ? {} : { [`${date}_gte`]: withSeconds(from) }),
    ...(to === undefined ? {} : { [`${date}_lte`]: withSeconds(to) }),
    ...(state === undefined ? {} : { state: state.toLowerCase() }),
    order_by: version.major >= 3 ? '-run_after' : '-execution_date',
  };
  return list(command, dagId, target.path, { query, noBackfill: noBackfill ?? false }, version);
}

function* list(
  command: Command,
  dagId: string,
  path: string,
  { query, noBackfill }: Filter,
  version: AirflowVersion,
): Exchange {
  const listed = yield* readPages({ path, query, field: 'dag_runs', columns: COLUMNS });
  if ('total' in listed) return tooMany(listed.total);
  if ('refusal' in listed && listed.refusal.status !== 404) return refused(listed.refusal, command);
  const rows = 'rows' in listed ? listed.rows : [];
  // Airflow 2 lists no runs of a DAG that there is not.
  if (rows.length === 0 && !(yield* dagIsThere(dagId))) return noSuchDag(dagId);
  const shown = noBackfill ? rows.filter((run) => run.run_type !== 'backfill') : rows;
  return succeeded(printJson(shown.map((run) => printRun(run, version))));
}

function tooMany(total: number): RestReply {
  return reply(
    `there are ${total} runs, and by REST at most ${MAX_REST_ROWS} are listed: give --start-date, --end-date or --state`,
  );
}

/** As `list-runs` prints it: where there is no date, an empty text. */
function printRun(run: Row, { major }: AirflowVersion): Row {
  const dates =
    major >= 3
      ? { run_after: isoDate(run.run_after), logical_date: isoDate(run.logical_date) }
      : { execution_date: isoDate(run.logical_date ?? run.execution_date) };
  return {
    dag_id: run.dag_id,
    run_id: run.dag_run_id,
    state: run.state,
    ...dates,
    start_date: isoDate(run.start_date),
    end_date: isoDate(run.end_date),
  };
}

/** As Python writes UTC. */
function isoDate(date: unknown): string {
  return typeof date === 'string' ? date.replace(/Z$/, '+00:00') : '';
}
