import type { AirflowVersion } from '../version';
import { entriesOf, type Since } from './since';
import type { Unmodelled } from './types';

/** What else `airflow` offers: the model knows it, for the help and for usage errors. */
export function otherEntries(version: AirflowVersion): readonly Unmodelled[] {
  return entriesOf(version, OTHERS);
}

const OTHERS: readonly Since[] = [
  group('assets', 'Manage assets', '3.0'),
  group('backfill', 'Manage backfills', '3.0'),
  group('celery', 'Celery components', '2.0', '2.7'),
  group('config', 'View configuration', '2.0'),
  group('connections', 'Manage connections', '2.0'),
  group('db', 'Database operations', '2.0'),
  group('db-manager', 'Manage externally connected database managers', '3.1'),
  group('jobs', 'Manage jobs', '2.1'),
  group('kubernetes', 'Tools to help run the KubernetesExecutor', '2.0', '2.7'),
  group('partitions', 'Manage Dag run partition metadata', '3.3'),
  group('pools', 'Manage pools', '2.0'),
  group('providers', 'Display providers', '2.0'),
  group('roles', 'Manage roles', '2.0', '3.0'),
  group('state-store', 'Manage task and asset state storage', '3.3'),
  group('teams', 'Manage teams', '3.2'),
  group('users', 'Manage users', '2.0', '3.0'),
  single('api-server', 'Start an Airflow API server instance', '3.0'),
  single('cheat-sheet', 'Display cheat sheet', '2.0'),
  single('dag-processor', 'Start a standalone Dag Processor instance', '2.3', '3.0'),
  single('dag-processor', 'Start a dag processor instance', '3.0'),
  single('info', 'Show information about current Airflow and environment', '2.0'),
  single('kerberos', 'Start a kerberos ticket renewer', '2.0'),
  single('plugins', 'Dump information about loaded plugins', '2.0'),
  single('rotate-fernet-key', 'Rotate encrypted connection credentials and variables', '2.0'),
  single('scheduler', 'Start a scheduler instance', '2.0'),
  single('standalone', 'Run an all-in-one copy of Airflow', '2.2'),
  single('sync-perm', 'Update permissions for existing roles and optionally DAGs', '2.0', '3.0'),
  single('triggerer', 'Start a triggerer instance', '2.2'),
  single('webserver', 'Start a Airflow webserver instance', '2.0', '3.0'),
];

function group(name: string, help: string, since: string, until?: string): Since {
  return { ...single(name, help, since, until), isGroup: true };
}

function single(name: string, help: string, since: string, until?: string): Since {
  return { name, help, since, ...(until === undefined ? {} : { until }) };
}

/** The names of Airflow 1.10 that Airflow 2 still answers with the new name. */
export const NEW_NAMES: Readonly<Record<string, string>> = {
  worker: 'celery worker',
  flower: 'celery flower',
  trigger_dag: 'dags trigger',
  delete_dag: 'dags delete',
  show_dag: 'dags show',
  list_dag: 'dags list',
  dag_status: 'dags status',
  backfill: 'dags backfill',
  list_dag_runs: 'dags list-runs',
  pause: 'dags pause',
  unpause: 'dags unpause',
  test: 'tasks test',
  clear: 'tasks clear',
  list_tasks: 'tasks list',
  task_failed_deps: 'tasks failed-deps',
  task_state: 'tasks state',
  run: 'tasks run',
  render: 'tasks render',
  initdb: 'db init',
  resetdb: 'db reset',
  upgradedb: 'db upgrade',
  checkdb: 'db check',
  shell: 'db shell',
  pool: 'pools',
  list_users: 'users list',
  create_user: 'users create',
  delete_user: 'users delete',
};
