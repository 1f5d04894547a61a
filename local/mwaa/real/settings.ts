import { join } from 'node:path';

/** Where one real Airflow keeps its things: all below its AIRFLOW_HOME. */
export interface AirflowHome {
  readonly root: string;
  readonly dags: string;
  readonly confs: string;
  readonly logs: string;
  readonly database: string;
}

export function airflowHome(root: string): AirflowHome {
  return {
    root,
    dags: join(root, 'dags'),
    confs: join(root, 'confs'),
    logs: join(root, 'logs'),
    database: join(root, 'airflow.db'),
  };
}

export interface AirflowSettings {
  readonly version: string;
  readonly venv: string;
  readonly home: AirflowHome;
  readonly dagIds: readonly string[];
  /** 32 bytes: signs what Airflow's own processes say to each other, and encrypts variables. */
  readonly secret: Buffer;
  /** Where the API server of Airflow 3 listens; Airflow 2 runs without one. */
  readonly apiPort?: number | undefined;
  /** What tasks need beside; it cannot change what is set here. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/**
 * The whole environment of an Airflow process: nothing of ours, such as AWS keys, leaks into it
 * unless it is among `variables`.
 */
export function airflowEnvironment(settings: AirflowSettings): Record<string, string> {
  return {
    ...settings.variables,
    ...processEnvironment(settings),
    ...commonSettings(settings),
    ...(majorVersion(settings.version) >= 3 ? settingsOf3(settings) : settingsOf2(settings)),
  };
}

export function majorVersion(version: string): number {
  return Number.parseInt(version, 10);
}

function processEnvironment({ venv, home, dagIds }: AirflowSettings): Record<string, string> {
  return {
    PATH: `${join(venv, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home.root,
    // MWAA's user; Airflow 3 writes the name of the user who triggers into its answer.
    USER: 'airflow',
    LOGNAME: 'airflow',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    AIRFLOW_HOME: home.root,
    MWAAQ_DAG_IDS: dagIds.join(','),
    MWAAQ_CONF_DIR: home.confs,
    SCARF_ANALYTICS: 'false',
  };
}

function commonSettings({ home, secret }: AirflowSettings): Record<string, string> {
  return {
    AIRFLOW__CORE__DAGS_FOLDER: home.dags,
    AIRFLOW__CORE__FERNET_KEY: secret.toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__PARALLELISM: '4',
    // Two processes that write at once wait for each other, rather than fail after 5 seconds.
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${home.database}?timeout=60`,
    AIRFLOW__LOGGING__BASE_LOG_FOLDER: home.logs,
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: 'False',
  };
}

function settingsOf2({ secret }: AirflowSettings): Record<string, string> {
  return {
    AIRFLOW__API__AUTH_BACKENDS: 'airflow.api.auth.backend.default',
    AIRFLOW__CORE__EXECUTOR: 'SequentialExecutor',
    AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL: '600',
    AIRFLOW__SCHEDULER__PARSING_PROCESSES: '1',
    AIRFLOW__WEBSERVER__CONFIG_FILE: join(__dirname, 'webserver_config.py'),
    AIRFLOW__WEBSERVER__SECRET_KEY: secret.toString('hex'),
  };
}

function settingsOf3({ secret, apiPort }: AirflowSettings): Record<string, string> {
  return {
    AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: 'True',
    AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL: '600',
    AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES: '1',
    AIRFLOW__API__SECRET_KEY: secret.toString('hex'),
    AIRFLOW__API_AUTH__JWT_SECRET: secret.toString('hex'),
    ...(apiPort === undefined
      ? {}
      : { AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${apiPort}/execution/` }),
  };
}
