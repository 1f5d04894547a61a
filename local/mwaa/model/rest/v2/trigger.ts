import { checkRunId } from '../../commands/run-rules';
import type { Dag, Run } from '../../metadata';
import { checkParams } from '../../params';
import { type Micros, parseDate } from '../../python/dates';
import { PythonError } from '../../python/errors';
import { isDict, type PyDict } from '../../python/values';
import { addRun, runIdOf, type WantedRun } from '../new-run';
import type { RestCall, Served } from '../types';
import { checkedBody, dictionary, string, zonedDate } from './body';
import { failure, refusal, serverError } from './errors';
import { runJson } from './run-json';

export function triggerRun(call: RestCall): Served {
  const { metadata, version } = call;
  const [dagId = ''] = call.names;
  // A check of Airflow's own failed on what has no fields until 3.2.
  if (call.body !== undefined && !isDict(call.body) && !version.atLeast('3.2')) {
    throw serverError();
  }
  const body = checkedBody(call, {
    dag_run_id: { check: string, nullable: true },
    logical_date: { check: zonedDate, nullable: true, required: true },
    conf: { check: dictionary, nullable: version.atLeast('3.1') },
    note: { check: string, nullable: true },
  });
  const dag = metadata.dag(dagId);
  if (dag === undefined) {
    const word = version.atLeast('3.1') ? 'Dag' : 'DAG';
    throw refusal(404, `${word} with dag_id: '${dagId}' not found`);
  }
  return { body: runJson(version, createRun(call, dag, wantedRun(dagId, body), metadata.now())) };
}

function wantedRun(dagId: string, body: PyDict): WantedRun {
  const text = (name: string): string => String(body.get(name) ?? '');
  const conf = body.get('conf') ?? null;
  return {
    dagId,
    runId: text('dag_run_id'),
    logicalDate: parseDate(text('logical_date')) ?? null,
    conf: isDict(conf) ? conf : new Map(),
    note: text('note') || undefined,
  };
}

/** That there is such a run already, only the database says, after all else. */
function createRun(call: RestCall, dag: Dag, wanted: WantedRun, now: Micros): Run {
  try {
    checkRunId(call.version, runIdOf(wanted, now));
    checkParams(call.version, dag.params, wanted.conf);
    return addRun(call, wanted, now);
  } catch (error) {
    throw error instanceof PythonError ? failure(call, error) : error;
  }
}
