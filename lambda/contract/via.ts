/** A way to Airflow: its command line on the web server, or its REST API through AWS. */
export type Way = 'cli' | 'rest';

/** By which way a deployment has its commands go; by `auto`, each by REST if it can and else by the CLI. */
export type Via = Way | 'auto';

/** @throws Error for any other text, which is a fault of the deployment */
export function parseVia(text: string): Via {
  if (text === 'cli' || text === 'rest' || text === 'auto') return text;
  throw new Error(`via ${JSON.stringify(text)} is not allowed: give cli, rest or auto`);
}

/** The first version of Airflow whose REST API AWS serves (Amazon MWAA User Guide, "Using the Apache Airflow REST API": 2.4.3). */
export const REST_SINCE = '2.4';

/** The roles that every Airflow has, the least of rights last (Airflow's documentation, "Access Control"). */
export const AIRFLOW_ROLES: readonly string[] = ['Admin', 'Op', 'User', 'Viewer', 'Public'];
