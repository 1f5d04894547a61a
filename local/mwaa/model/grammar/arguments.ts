import type { Argument } from '../argparse/types';
import { FORMATS } from '../render/render';

/** The arguments of Airflow's commands, as its own table of them has it. */

export const HELP: Argument = {
  flags: ['-h', '--help'],
  name: 'help',
  action: 'help',
  help: 'show this help message and exit',
};

export const DAG_ID = positional('dag_id', 'The id of the dag');
export const DAG_ID_FLAG: Argument = {
  ...option(['-d', '--dag-id'], 'The id of the dag'),
  required: true,
};
export const EXECUTION_DATE: Argument = {
  ...positional('execution_date', 'The execution date of the DAG'),
  isDate: true,
};
export const EXECUTION_DATE_OR_RUN_ID = positional(
  'execution_date_or_run_id',
  'The execution_date of the DAG or run_id of the DAGRun',
);
export const LOGICAL_DATE_OR_RUN_ID = positional(
  'logical_date_or_run_id',
  'The logical date of the DAG or run_id of the DAGRun',
);

export const RUN_ID = option(['-r', '--run-id'], 'Helps to identify this run');
export const CONF = option(
  ['-c', '--conf'],
  "JSON string that gets pickled into the DagRun's conf attribute",
);
export const EXEC_DATE = date(['-e', '--exec-date'], 'The execution date of the DAG');
export const LOGICAL_DATE = date(['-l', '--logical-date'], 'The logical date of the DAG');
export const REPLACE_MICROSECONDS: Argument = {
  flags: ['--no-replace-microseconds'],
  name: 'replace_microseconds',
  action: 'store_false',
  help: 'whether microseconds should be zeroed',
};
export const OUTPUT: Argument = {
  ...option(
    ['-o', '--output'],
    'Output format. Allowed values: json, yaml, plain, table (default: table)',
  ),
  metavar: '(table, json, yaml, plain)',
  choices: FORMATS,
};
export const SUBDIR = option(
  ['-S', '--subdir'],
  'File location or directory from which to look for the dag. ' +
    "Defaults to '[AIRFLOW_HOME]/dags' where [AIRFLOW_HOME] is the value you set for " +
    "'AIRFLOW_HOME' config you set in 'airflow.cfg'",
);
export const VERBOSE = flag(['-v', '--verbose'], 'Make logging output more verbose');
export const YES = flag(['-y', '--yes'], 'Do not prompt to confirm. Use with care!');
export const TREAT_AS_REGEX = flag(
  ['--treat-dag-id-as-regex'],
  'if set, dag_id will be treated as regex instead of an exact string',
);

export const NO_BACKFILL = flag(
  ['--no-backfill'],
  'filter all the backfill dagruns given the dag id',
);
export const STATE: Argument = {
  ...option(['--state'], 'Only list the DAG runs corresponding to the state'),
  metavar: 'queued, running, success, failed',
  choices: ['queued', 'running', 'success', 'failed'],
};
export const START_DATE = date(['-s', '--start-date'], 'Override start_date YYYY-MM-DD');
export const END_DATE = date(['-e', '--end-date'], 'Override end_date YYYY-MM-DD');
export const COLUMNS = option(['--columns'], 'List of columns to render.');
export const BUNDLE_NAME = option(
  ['-B', '--bundle-name'],
  'The name of the DAG bundle to use; may be provided more than once',
);
export const LOCAL = flag(
  ['-l', '--local'],
  'Shows local parsed DAGs and their import errors, ignores content serialized in DB',
);

export const KEY = positional('key', 'Variable key');
export const VALUE: Argument = { ...positional('value', 'Variable value'), metavar: 'VALUE' };
export const DEFAULT: Argument = {
  ...option(['-d', '--default'], 'Default value returned if variable does not exist'),
  metavar: 'VAL',
};
export const DESCRIPTION = option(
  ['--description'],
  'Variable description, optional when setting a variable',
);
export const DESERIALIZE = flag(['-j', '--json'], 'Deserialize JSON variable');
export const SERIALIZE = flag(['-j', '--json'], 'Serialize JSON variable');
export const SHOW_VALUES = flag(
  ['--show-values'],
  'Show variable values. By default only variable keys are listed.',
);
export const HIDE_SENSITIVE = flag(
  ['--hide-sensitive'],
  'When used with --show-values, mask variable values.',
);

function positional(name: string, help: string): Argument {
  return { flags: [], name, action: 'store', help };
}

export function option(flags: readonly string[], help: string): Argument {
  return { flags, name: destination(flags), action: 'store', help };
}

export function flag(flags: readonly string[], help: string): Argument {
  return { flags, name: destination(flags), action: 'store_true', help };
}

export function date(flags: readonly string[], help: string): Argument {
  return { ...option(flags, help), isDate: true };
}

/** argparse's `dest`: the first long flag, its dashes made underscores. */
function destination(flags: readonly string[]): string {
  const long = flags.find((name) => name.startsWith('--')) ?? flags[0] ?? '';
  return long.replace(/^-+/, '').replaceAll('-', '_');
}
