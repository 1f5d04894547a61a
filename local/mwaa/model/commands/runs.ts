import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import { compareText, type Run } from '../metadata';
import { isoFormat, optionalIso, parseDate } from '../python/dates';
import { isDict, type PyValue, pyJson } from '../python/values';
import { requireDag } from './known-dag';
import { type Row, writeLine, writeRows } from './output';

export function listRuns(context: CommandContext, args: Arguments): void {
  const { version, metadata } = context;
  const dagId = args.required('dag_id');
  requireDag(context, dagId);
  const runs = metadata.runs(dagId).filter((run) => isWanted(run, args));
  const date = (run: Run) => (version.major >= 3 ? run.queuedAt : (run.logicalDate ?? 0));
  const rows = [...runs].sort((a, b) => date(b) - date(a)).map((run) => listedRun(context, run));
  writeRows(context, args, rows);
}

/** In Airflow 3 the dates filter on the logical date, so runs without one vanish. */
function isWanted(run: Run, args: Arguments): boolean {
  const state = args.text('state');
  const start = args.date('start_date');
  const end = args.date('end_date');
  return (
    (state === undefined || run.state === state) &&
    (start === undefined || (run.logicalDate !== null && run.logicalDate >= start)) &&
    (end === undefined || (run.logicalDate !== null && run.logicalDate <= end)) &&
    !(args.flag('no_backfill') && run.runType === 'backfill')
  );
}

function listedRun({ version }: CommandContext, run: Run): Row {
  const dates: Row =
    version.major >= 3
      ? { run_after: isoFormat(run.queuedAt), logical_date: optionalIso(run.logicalDate) }
      : { execution_date: optionalIso(run.logicalDate) };
  return {
    dag_id: run.dagId,
    run_id: run.runId,
    state: run.state,
    ...dates,
    start_date: optionalIso(run.startDate),
    end_date: optionalIso(run.endDate),
  };
}

/** `dags state`: by date up to Airflow 2, by run id or date from Airflow 3. */
export function dagState(context: CommandContext, args: Arguments): void {
  const { version, metadata } = context;
  const dagId = args.required('dag_id');
  requireDag(context, dagId);
  const date = args.date('execution_date');
  const run =
    version.major >= 3
      ? findByIdOrDate(context, dagId, args.required('logical_date_or_run_id'))
      : metadata.findRunAt(dagId, date ?? 0);
  const conf = run !== undefined && version.major > 1 ? confText(run.conf) : '';
  writeLine(context, (run?.state ?? 'None') + conf);
}

function confText(conf: PyValue): string {
  return conf === null || (isDict(conf) && conf.size === 0) ? '' : `, ${pyJson(conf)}`;
}

export function findByIdOrDate(
  { metadata }: CommandContext,
  dagId: string,
  idOrDate: string,
): Run | undefined {
  const date = parseDate(idOrDate);
  const byDate = date === undefined ? undefined : metadata.findRunAt(dagId, date);
  return metadata.findRun(dagId, idOrDate) ?? byDate;
}

/** The list of Airflow 1.10 is a text of its own. */
export function listRunsOf1(context: CommandContext, args: Arguments): void {
  const { metadata } = context;
  const dagId = args.required('dag_id');
  requireDag(context, dagId);
  const runs = metadata.runs(dagId).filter((run) => isWanted(run, args));
  const ids = new Map(metadata.runs(dagId).map((run, index) => [run, String(index + 1)]));
  const newestFirst = [...runs].sort((a, b) => compareText(dateOf(b), dateOf(a)));
  const line = '-'.repeat(120);
  const rows = newestFirst.map((run) =>
    recordOf1([ids.get(run) ?? '', run.runId, run.state, dateOf(run), optionalIso(run.startDate)]),
  );
  const header = recordOf1(['id', 'run_id', 'state', 'execution_date', 'state_date']);
  const none = rows.length === 0 ? [`No dag runs for ${dagId}`] : [];
  for (const text of [...none, '\n', line, 'DAG RUNS', line, header, '', ...rows]) {
    writeLine(context, text);
  }
}

function dateOf(run: Run): string {
  return optionalIso(run.logicalDate);
}

function recordOf1(cells: readonly string[]): string {
  const widths = [3, 20, 10, 20, 20];
  return `${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
}
