/** The newest of each major version that MWAA offers: what every run with a real Airflow covers. */
export const MAIN_AIRFLOW_VERSIONS: readonly string[] = ['2.11.2', '3.3.1'];
