import { airflowVersions } from '../../local/mwaa/real/venv';

/** The newest of each major version that MWAA offers: what every run with real Airflow covers. */
export const MAIN_AIRFLOW_VERSIONS: readonly string[] = ['2.11.2', '3.3.1'];

/** Set by `npm run test:airflow -- --all`: the older versions are covered too. */
export const ALL_VERSIONS_VARIABLE = 'TEST_ALL_AIRFLOW_VERSIONS';

/** Every version that can run for real: the main ones first, then the others, newest first. */
export async function allAirflowVersions(): Promise<readonly string[]> {
  const others = (await airflowVersions()).filter((v) => !MAIN_AIRFLOW_VERSIONS.includes(v));
  const newestFirst = others.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return [...MAIN_AIRFLOW_VERSIONS, ...newestFirst];
}

/** The versions that this run of the tests is to cover. */
export async function airflowVersionsToTest(): Promise<readonly string[]> {
  const all = process.env[ALL_VERSIONS_VARIABLE] !== undefined;
  return all ? allAirflowVersions() : MAIN_AIRFLOW_VERSIONS;
}
