import { confAsDict } from '../../commands/conf';
import { checkNotReserved, checkRunId } from '../../commands/run-rules';
import type { Dag, Run } from '../../metadata';
import { checkParams } from '../../params';
import { type Micros, parseDate, zonedDateText } from '../../python/dates';
import { PythonError } from '../../python/errors';
import { isDict, type PyDict } from '../../python/values';
import { addRun, runIdOf, type WantedRun } from '../new-run';
import type { RestCall, RestError, Served } from '../types';
import { checkFields, type Properties, typedBody } from './body';
import { failure, problem } from './errors';
import { runJson } from './runs';

const PROPERTIES: Properties = {
  dag_run_id: { type: 'string', nullable: true },
  dag_id: { type: 'read-only' },
  logical_date: { type: 'date-time', nullable: true },
  execution_date: { type: 'date-time', nullable: true },
  start_date: { type: 'read-only' },
  end_date: { type: 'read-only' },
  state: { type: 'read-only' },
  conf: { type: 'object' },
  note: { type: 'string', nullable: true },
};

const FIELDS = { dag_run_id: { maxLength: 250 }, logical_date: {}, conf: {} };

export function triggerRun(call: RestCall): Served {
  const { metadata, version } = call;
  const [dagId = ''] = call.names;
  const body = typedBody(call, PROPERTIES);
  const dag = metadata.dag(dagId);
  if (dag === undefined) {
    throw problem(call, 404, `DAG with dag_id: '${dagId}' not found`, 'DAG not found');
  }
  const now = metadata.now();
  const fields = withLogicalDate(call, body);
  checkFields(call, fields, version.atLeast('2.5') ? { ...FIELDS, note: {} } : FIELDS);
  const wanted = wantedRun(dagId, fields, now);
  const existing = existingRun(call, wanted, now);
  if (existing !== undefined) {
    const sameDate = existing.logicalDate === wanted.logicalDate;
    const date = sameDate ? zonedDateText(String(fields.get('logical_date'))) : undefined;
    throw alreadyExists(call, wanted, date);
  }
  return { body: runJson(call, createRun(call, dag, wanted, now)) };
}

/** The old name of the date still counts; a null is only found out when the run id is made of it. */
function withLogicalDate(call: RestCall, body: PyDict): PyDict {
  const { execution_date: old, ...others } = Object.fromEntries(body);
  const fields = new Map(Object.entries(others));
  if (old !== undefined && !fields.has('logical_date')) fields.set('logical_date', old);
  if (fields.get('logical_date') === null && !fields.has('dag_run_id')) {
    throw problem(call, 400, "'None' is not an instance of 'str'", 'Incorrect datetime argument');
  }
  return fields;
}

/** Unlike the command line, the date keeps its microseconds: two triggers of one second do not clash. */
function wantedRun(dagId: string, fields: PyDict, now: Micros): WantedRun {
  const text = (name: string): string => String(fields.get(name) ?? '');
  const conf = fields.get('conf') ?? null;
  return {
    dagId,
    runId: text('dag_run_id'),
    logicalDate: parseDate(text('logical_date')) ?? now,
    conf: isDict(conf) ? conf : new Map(),
    note: fields.has('note') ? text('note') : undefined,
  };
}

/** The first run, as the database has them, that has the id or the date. */
function existingRun({ metadata }: RestCall, wanted: WantedRun, now: Micros): Run | undefined {
  const runId = runIdOf(wanted, now);
  return metadata
    .runs(wanted.dagId)
    .find((run) => run.runId === runId || run.logicalDate === wanted.logicalDate);
}

/** @param date that of the other run, as it was asked for; nothing when only the id is the same */
function alreadyExists(call: RestCall, { dagId, runId }: WantedRun, date?: string): RestError {
  const key = date === undefined ? `DAGRun ID: '${runId}'` : `DAGRun logical date: '${date}'`;
  return problem(call, 409, `DAGRun with DAG ID: '${dagId}' and ${key} already exists`);
}

function createRun(call: RestCall, dag: Dag, wanted: WantedRun, now: Micros): Run {
  const { version } = call;
  try {
    const runId = runIdOf(wanted, now);
    if (version.atLeast('2.5')) checkNotReserved(version, runId);
    checkRunId(version, runId);
    checkParams(version, dag.params, confAsDict(version, wanted.conf));
    return addRun(call, wanted, now);
  } catch (error) {
    throw error instanceof PythonError ? failure(call, error) : error;
  }
}
