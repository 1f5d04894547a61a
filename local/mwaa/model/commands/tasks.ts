import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import type { Run } from '../metadata';
import { optionalIso, parseDate } from '../python/dates';
import { PythonError } from '../python/errors';
import { pyRepr } from '../python/values';
import { writeRows } from './output';
import { findByIdOrDate } from './runs';

/** Every modelled DAG has this one task. */
const TASK_ID = 'record_conf';

/** `tasks states-for-dag-run`, which can tell whether a run exists. */
export function taskStates(context: CommandContext, args: Arguments): void {
  const { version } = context;
  const run = findRun(context, args);
  const dateColumn = version.major >= 3 ? 'logical_date' : 'execution_date';
  const noState = version.atLeast('3.2') ? '' : null;
  writeRows(context, args, [
    {
      dag_id: run.dagId,
      [dateColumn]: optionalIso(run.logicalDate),
      task_id: TASK_ID,
      state: run.state === 'queued' ? noState : run.state,
      start_date: optionalIso(run.startDate),
      end_date: optionalIso(run.endDate),
    },
  ]);
}

function findRun(context: CommandContext, args: Arguments): Run {
  const { version, metadata } = context;
  const dagId = args.required('dag_id');
  const date = args.date('execution_date');
  if (!version.atLeast('2.2')) {
    const run = metadata.findRunAt(dagId, date ?? 0);
    return run ?? fail('airflow.exceptions.AirflowException', 'DagRun does not exist.');
  }
  const name = version.major >= 3 ? 'logical_date_or_run_id' : 'execution_date_or_run_id';
  const asked = args.required(name);
  const run = findByIdOrDate(context, dagId, asked);
  if (run === undefined && version.major === 2 && parseDate(asked) === undefined) {
    // Airflow 2 takes an id that it does not know for a date.
    const message = `Error parsing the supplied execution_date. Error: Invalid date string: ${asked}`;
    return fail('airflow.exceptions.AirflowException', message);
  }
  const kind = name.slice(0, name.indexOf('_or'));
  const message = `DagRun for ${dagId} with run_id or ${kind} of ${pyRepr(asked)} not found`;
  return run ?? fail('airflow.exceptions.DagRunNotFound', message);
}

function fail(className: string, message: string): never {
  throw new PythonError(className, message);
}
