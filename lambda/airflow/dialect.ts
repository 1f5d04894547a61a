import { type CliAnswer, lastJsonList } from './answer';
import { type AirflowVersion, isAtLeast } from './version';

/** A trigger, checked and complete. */
export interface Trigger {
  readonly dagId: string;
  readonly runId: string;
  /** JSON text of an object, ASCII only and without a single quote. */
  readonly conf?: string;
  /** ISO 8601 with a time zone. */
  readonly logicalDate?: string;
}

/** How one Airflow version spells what the runner itself sends. */
export interface Dialect {
  /** Airflow 3 answers the path without its final slash with a redirect. */
  readonly cliPath: '/aws_mwaa/cli' | '/aws_mwaa/cli/';
  trigger(trigger: Trigger): readonly string[];
  /** Asks whether a run exists, by its id. */
  confirmRun(dagId: string, runId: string): readonly string[];
  /** Whether the answer to `confirmRun` proves that the run exists. */
  provesRun(answer: CliAnswer, runId: string): boolean;
}

/** The dialect of an Airflow version. */
export function dialectOf(version: AirflowVersion): Dialect {
  if (version.major === 1) return version1;
  return version.major === 2 ? version2(version) : version3;
}

/** A flag with its value, unless there is none. */
function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}

/** A listing that names the run proves it, whatever the columns. */
function names(answer: CliAnswer, runId: string): boolean {
  return answer.stdout.split(/[^A-Za-z0-9_.~:+-]+/).includes(runId);
}

const version1: Dialect = {
  cliPath: '/aws_mwaa/cli',
  trigger: ({ dagId, runId, conf, logicalDate }) => [
    'trigger_dag',
    dagId,
    '--run_id',
    runId,
    ...flag('--conf', conf),
    ...flag('--exec_date', logicalDate),
  ],
  confirmRun: (dagId) => ['list_dag_runs', dagId],
  provesRun: names,
};

/**
 * Airflow 2 cuts the execution date to whole seconds unless told not to, and takes two triggers of
 * one DAG in one second for the same run (2.6 has the flag against it, #27640).
 */
function version2(version: AirflowVersion): Dialect {
  const sinceJson = isAtLeast(version, 2, 6) ? ['--no-replace-microseconds', '-o', 'json'] : [];
  return {
    cliPath: '/aws_mwaa/cli',
    trigger: ({ dagId, runId, conf, logicalDate }) => [
      'dags',
      'trigger',
      dagId,
      '--run-id',
      runId,
      ...flag('--conf', conf),
      ...flag('--exec-date', logicalDate),
      ...sinceJson,
    ],
    ...(isAtLeast(version, 2, 2)
      ? byTaskStates
      : {
          confirmRun: (dagId: string) => ['dags', 'list-runs', '-d', dagId, '-o', 'json'],
          provesRun: names,
        }),
  };
}

/** Looks the run up by its id in the database, without parsing a DAG file (2.2 and later). */
const byTaskStates: Pick<Dialect, 'confirmRun' | 'provesRun'> = {
  confirmRun: (dagId, runId) => ['tasks', 'states-for-dag-run', dagId, runId, '-o', 'json'],
  // A run without tasks so far gives an empty list; a run that is not there gives an exception.
  provesRun: (answer) =>
    lastJsonList(answer.stdout) !== undefined || answer.stdout.includes('No data found'),
};

const version3: Dialect = {
  cliPath: '/aws_mwaa/cli/',
  trigger: ({ dagId, runId, conf, logicalDate }) => [
    'dags',
    'trigger',
    dagId,
    '--run-id',
    runId,
    ...flag('--conf', conf),
    ...flag('--logical-date', logicalDate),
    '-o',
    'json',
  ],
  ...byTaskStates,
};
