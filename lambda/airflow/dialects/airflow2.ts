import { BY_TASK_STATES } from './airflow3';
import { triggerWords } from './trigger-words';
import type { Confirmation, Dialect, SpelledCommand } from './types';

/**
 * Before 2.2 MWAA supports no command that lists runs. But Airflow's own check knew only run ids there;
 * an equal date was left to the database, which raises another exception.
 */
const BY_WORDING: Confirmation = {
  by: 'wording',
  tells(reason) {
    // The words of 2.0 and 2.1: later ones say "A Dag Run already exists", of an equal date as well.
    if (reason.includes('DagRunAlreadyExists: Run id ')) return true;
    return reason.includes('IntegrityError') ? false : undefined;
  },
};

export const AIRFLOW_2: Dialect = {
  cliPath: '/aws_mwaa/cli',
  names: [],
  readArgs: ({ args }) => args,
  writeArgs: withDagIdFlag,
  trigger: (trigger) => triggerWords('--exec-date', trigger),
  confirmation: BY_WORDING,
};

export const AIRFLOW_2_2: Dialect = { ...AIRFLOW_2, confirmation: BY_TASK_STATES };

/**
 * Airflow 2 cuts the execution date to whole seconds unless told not to, and takes two triggers of
 * one DAG in one second for the same run; 2.6 has the flag against it (#27640).
 */
export const AIRFLOW_2_6: Dialect = {
  ...AIRFLOW_2_2,
  trigger: (trigger) => [
    ...AIRFLOW_2_2.trigger(trigger),
    '--no-replace-microseconds',
    '-o',
    'json',
  ],
};

/** `list-runs` takes the DAG id behind a flag. */
function withDagIdFlag({ verb, args }: SpelledCommand): readonly string[] {
  if (verb !== 'dags list-runs') return args;
  const [dagId, rest] = takePositional(args);
  return dagId === undefined ? rest : ['-d', dagId, ...rest];
}

/** The flags of `list-runs` that take no value. */
const LIST_RUNS_SWITCHES = new Set(['--no-backfill', '-v', '--verbose']);

function takePositional(args: readonly string[]): readonly [string | undefined, readonly string[]] {
  const at = args.findIndex((arg, i) => {
    const before = args[i - 1];
    const isValue =
      before?.startsWith('-') && !before.includes('=') && !LIST_RUNS_SWITCHES.has(before);
    return !arg.startsWith('-') && !isValue;
  });
  return at === -1 ? [undefined, args] : [args[at], args.toSpliced(at, 1)];
}
