import { type AirflowVersion, isFrom } from '../contract/airflow-version';
import { AIRFLOW_1 } from './dialects/airflow1';
import { AIRFLOW_2, AIRFLOW_2_2, AIRFLOW_2_6 } from './dialects/airflow2';
import { AIRFLOW_3 } from './dialects/airflow3';
import type { Dialect } from './dialects/types';

/** Every dialect, oldest first, with the version that it came with; it is spoken until the next one comes. */
export const DIALECTS: readonly (readonly [since: string, dialect: Dialect])[] = [
  ['1.10', AIRFLOW_1],
  ['2.0', AIRFLOW_2],
  ['2.2', AIRFLOW_2_2],
  ['2.6', AIRFLOW_2_6],
  ['3.0', AIRFLOW_3],
];

/** The dialect of an Airflow version. */
export function dialectOf(version: AirflowVersion): Dialect {
  const [, dialect] = DIALECTS.findLast(([since]) => isFrom(version, since)) ?? [];
  // None is older than 1.10, the oldest version that can be read.
  return dialect ?? AIRFLOW_1;
}
