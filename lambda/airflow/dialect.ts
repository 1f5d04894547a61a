import { NOT_OF_RUN_ID } from '../contract/run-id';
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
  readonly confirmation: Confirmation;
}

/** How it is settled whether a run with our id exists. */
type Confirmation =
  | {
      readonly by: 'question';
      /** Asks for the run. */
      question(dagId: string, runId: string): readonly string[];
      /** Whether the answer proves that the run exists. */
      proves(answer: CliAnswer, runId: string): boolean;
    }
  /** There is no command to ask with, but the exception tells whether it was the run id. */
  | { readonly by: 'wording'; proves(exception: string): boolean };

/** The dialect of an Airflow version. */
export function dialectOf(version: AirflowVersion): Dialect {
  if (version.major === 1) return version1;
  return version.major === 2 ? version2(version) : version3;
}

/** A flag with its value, unless there is none. */
function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}

/** The trigger that Airflow 2 and 3 share but for the name of the date. */
function triggerWithDate(
  dateFlag: string,
  { dagId, runId, conf, logicalDate }: Trigger,
): readonly string[] {
  return [
    'dags',
    'trigger',
    dagId,
    '--run-id',
    runId,
    ...flag('--conf', conf),
    ...flag(dateFlag, logicalDate),
  ];
}

/** A trigger in today's spelling, for people. */
export function triggerArgv(trigger: Trigger): readonly string[] {
  return triggerWithDate('--logical-date', trigger);
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
  confirmation: {
    by: 'question',
    question: (dagId) => ['list_dag_runs', dagId],
    proves: (answer, runId) => answer.stdout.split(NOT_OF_RUN_ID).includes(runId),
  },
};

/**
 * Airflow 2 cuts the execution date to whole seconds unless told not to, and takes two triggers of
 * one DAG in one second for the same run (2.6 has the flag against it, #27640).
 */
function version2(version: AirflowVersion): Dialect {
  const sinceJson = isAtLeast(version, 2, 6) ? ['--no-replace-microseconds', '-o', 'json'] : [];
  return {
    cliPath: '/aws_mwaa/cli',
    trigger: (trigger) => [...triggerWithDate('--exec-date', trigger), ...sinceJson],
    confirmation: isAtLeast(version, 2, 2) ? byTaskStates : byWording,
  };
}

/**
 * Before 2.2 MWAA supports no command that lists runs. But Airflow's own check knew only run ids there;
 * an equal date was left to the database, which raises another exception.
 */
const byWording: Confirmation = {
  by: 'wording',
  proves: (exception) => exception.includes('DagRunAlreadyExists'),
};

/** Looks the run up by its id in the database, without parsing a DAG file (2.2 and later). */
const byTaskStates: Confirmation = {
  by: 'question',
  question: (dagId, runId) => ['tasks', 'states-for-dag-run', dagId, runId, '-o', 'json'],
  // A run without tasks so far gives an empty list; a run that is not there gives an exception.
  proves: ({ stdout }) => lastJsonList(stdout) !== undefined || stdout.includes('No data found'),
};

const version3: Dialect = {
  cliPath: '/aws_mwaa/cli/',
  trigger: (trigger) => [...triggerWithDate('--logical-date', trigger), '-o', 'json'],
  confirmation: byTaskStates,
};
