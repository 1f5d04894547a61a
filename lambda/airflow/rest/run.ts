import type { AirflowVersion } from '../../contract/airflow-version';
import type { RestRequest } from './exchange';

/** The one run behind a path. */
export function askForRun(path: string): RestRequest {
  return { method: 'GET', path };
}

/** A date of ISO 8601 that may lack its seconds, with them: Airflow 2 takes none of another form (RFC 3339). */
export function withSeconds(date: string): string {
  return date.replace(/(T\d\d:\d\d)(?=[Z+-])/, '$1:00');
}

/** What Airflow 2 calls a run's logical date where one may filter and sort by it. */
export function dateName({ major }: AirflowVersion): string {
  return major >= 3 ? 'logical_date' : 'execution_date';
}

/**
 * The runs of one date.
 *
 * @param path of the runs of a DAG
 */
export function runsAt(path: string, date: string, version: AirflowVersion): RestRequest {
  const name = dateName(version);
  const at = withSeconds(date);
  const bounds = { [`${name}_gte`]: at, [`${name}_lte`]: at };
  // Airflow 3 passes over a bound that it does not know, such as Airflow 2's, and would list every run: not an order.
  return { method: 'GET', path, query: { ...bounds, order_by: name } };
}
