import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import type { Dag, Run } from '../metadata';
import { checkParams } from '../params';
import { dateText, isoFormat, type Micros, wholeSecond } from '../python/dates';
import { PythonError } from '../python/errors';
import { parseJson } from '../python/json';
import type { PyValue } from '../python/values';
import { confAsDict } from './conf';
import { type Row, writeLine, writeRows } from './output';
import { checkInsert, checkRunId, conflict, runType } from './run-rules';

/** `dags trigger`, and `trigger_dag` of Airflow 1.10. */
export function triggerDag(context: CommandContext, args: Arguments): void {
  const { version, noise } = context;
  noise.apiClient();
  noise.parsingDags();
  const dag = existingDag(context, args.required('dag_id'));
  const request = requestedRun(context, args);
  const existing = conflict(context, dag.dagId, request.runId, request.logicalDate);
  if (existing !== undefined) {
    throw existing;
  }
  const conf = parseConf(context, args.text('conf'));
  const run = createRun(context, dag, request, conf);
  if (version.atLeast('2.6')) {
    writeRows(context, args, [runRow(context, run)]);
  } else {
    writeLine(context, `Created ${runText(context, run)}`);
  }
}

interface RequestedRun {
  readonly runId: string;
  readonly logicalDate: Micros | null;
  readonly now: Micros;
}

function existingDag({ metadata }: CommandContext, dagId: string): Dag {
  const dag = metadata.dag(dagId);
  if (dag === undefined) {
    throw new PythonError(
      'airflow.exceptions.DagNotFound',
      `Dag id ${dagId} not found in DagModel`,
    );
  }
  return dag;
}

function requestedRun({ version, metadata }: CommandContext, args: Arguments): RequestedRun {
  const now = metadata.now();
  // Airflow 3 gives a run no date of its own, and so two triggers of one second do not clash.
  const asked = args.date('logical_date') ?? args.date('exec_date') ?? args.date('execution_date');
  const date = asked ?? (version.major >= 3 ? null : now);
  const keepsMicroseconds = version.atLeast('2.6') && args.has('replace_microseconds');
  const logicalDate = date === null || keepsMicroseconds ? date : wholeSecond(date);
  const stamp = version.major >= 3 ? now : (logicalDate ?? now);
  // An empty run id counts as none.
  const runId = args.text('run_id') || `manual__${isoFormat(stamp)}`;
  return { runId, logicalDate, now };
}

/** Only after the check for an existing run: a repeated trigger with bad conf "already exists". */
function parseConf({ version }: CommandContext, text: string | undefined): PyValue {
  if (text === undefined || (text === '' && !version.atLeast('3.3'))) {
    return null;
  }
  const conf = parseJson(text);
  return version.atLeast('3.3') ? confAsDict(version, conf) : conf;
}

function createRun(
  context: CommandContext,
  dag: Dag,
  { runId, logicalDate, now }: RequestedRun,
  conf: PyValue,
): Run {
  const { version, metadata, noise } = context;
  noise.creatingRun(runId, now, logicalDate);
  checkRunId(version, runId);
  if (version.atLeast('2.2')) {
    checkParams(version, dag.params, confAsDict(version, conf));
  }
  checkInsert(context, dag.dagId, runId, logicalDate);
  const run: Run = {
    dagId: dag.dagId,
    runId,
    runType: runType(version, runId),
    logicalDate,
    // Airflow 3 counts the interval of a run with a date from when it may start.
    dataInterval: version.major >= 3 && logicalDate !== null ? now : logicalDate,
    queuedAt: now,
    conf: conf ?? (version.major === 1 ? null : new Map()),
    state: version.atLeast('2.2') ? 'queued' : 'running',
    startDate: version.atLeast('2.2') ? null : now,
    endDate: null,
  };
  metadata.addRun(run);
  return run;
}

function runRow({ version }: CommandContext, run: Run): Row {
  const interval = run.dataInterval === null ? null : dateText(run.dataInterval);
  return {
    conf: run.conf,
    dag_id: run.dagId,
    dag_run_id: run.runId,
    data_interval_start: interval,
    data_interval_end: interval,
    end_date: null,
    ...(version.major === 2 ? { external_trigger: true } : {}),
    last_scheduling_decision: null,
    logical_date: run.logicalDate === null ? null : dateText(run.logicalDate),
    run_type: run.runType,
    start_date: null,
    state: run.state,
    ...(version.atLeast('3.1') ? { triggering_user_name: 'airflow' } : {}),
  };
}

/** Python's `repr` of a run, which is all that a trigger prints before Airflow 2.6. */
function runText({ version }: CommandContext, run: Run): string {
  const date = dateText(run.logicalDate ?? run.queuedAt);
  const state = version.atLeast('2.3')
    ? `, state:${run.state}, queued_at: ${dateText(run.queuedAt)}. `
    : ', ';
  return `<DagRun ${run.dagId} @ ${date}: ${run.runId}${state}externally triggered: True>`;
}
