import type { Run } from '../../metadata';
import { isoFormat, type Micros } from '../../python/dates';
import { type PyDict, PyNumber, pyDict } from '../../python/values';
import type { AirflowVersion } from '../../version';

/** A run as the API shows it. */
export function runJson(version: AirflowVersion, run: Run): PyDict {
  const isNew = version.atLeast('3.1');
  return pyDict({
    dag_run_id: run.runId,
    dag_id: run.dagId,
    logical_date: zulu(run.logicalDate),
    queued_at: zulu(run.queuedAt),
    start_date: zulu(run.startDate),
    end_date: zulu(run.endDate),
    ...(isNew ? { duration: duration(run) } : {}),
    data_interval_start: zulu(run.dataInterval),
    data_interval_end: zulu(run.dataInterval),
    run_after: zulu(run.queuedAt),
    last_scheduling_decision: zulu(run.endDate),
    run_type: run.runType,
    state: run.state,
    triggered_by: 'rest_api',
    ...(isNew ? { triggering_user_name: 'airflow' } : {}),
    conf: run.conf,
    note: run.note ?? null,
    dag_versions: [],
    bundle_version: null,
    ...(isNew ? { dag_display_name: run.dagId } : {}),
  });
}

function zulu(instant: Micros | null): string | null {
  return instant === null ? null : isoFormat(instant).replace('+00:00', 'Z');
}

/** In seconds. */
function duration({ startDate, endDate }: Run): PyNumber | null {
  if (startDate === null || endDate === null) return null;
  return PyNumber.fromLiteral(((endDate - startDate) / 1_000_000).toFixed(6));
}
