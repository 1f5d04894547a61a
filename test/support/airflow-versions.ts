import { MAIN_AIRFLOW_VERSIONS } from '../../local/mwaa/main-versions';
import { airflowVersions } from '../../local/mwaa/real/venv';

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
