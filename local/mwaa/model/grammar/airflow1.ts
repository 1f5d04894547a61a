import { pauseDag, unpauseDag } from '../commands/pause';
import { dagState, listRunsOf1 } from '../commands/runs';
import { triggerDag } from '../commands/trigger';
import { variablesOf1 } from '../commands/variables';
import { showVersion } from '../commands/version';
import * as arg from './arguments';
import type { Command, Entry } from './types';

const LOUD = { inDagModule: true, quiet: false };

const SUBDIR = arg.option(['-sd', '--subdir'], 'File location or directory of the dag');

const TRIGGER: Command = {
  name: 'trigger_dag',
  help: 'Trigger a DAG run',
  args: [
    arg.DAG_ID,
    SUBDIR,
    arg.option(['-r', '--run_id'], 'Helps to identify this run'),
    arg.CONF,
    arg.date(['-e', '--exec_date'], 'The execution date of the DAG'),
  ],
  traits: LOUD,
  run: triggerDag,
};

const VARIABLES: Command = {
  name: 'variables',
  help: 'CRUD operations on variables',
  args: [
    { ...arg.option(['-s', '--set'], 'Set a variable'), count: 2, metavar: ['KEY', 'VAL'] },
    { ...arg.option(['-g', '--get'], 'Get value of a variable'), metavar: 'KEY' },
    arg.DESERIALIZE,
    arg.DEFAULT,
    { ...arg.option(['-x', '--delete'], 'Delete a variable'), metavar: 'KEY' },
  ],
  traits: LOUD,
  run: variablesOf1,
};

const MODELLED: readonly Command[] = [
  {
    name: 'list_dag_runs',
    help: 'List dag runs given a DAG id.',
    args: [
      arg.DAG_ID,
      arg.flag(['--no_backfill'], 'filter all the backfill dagruns given the dag id'),
      arg.option(['--state'], 'Only list the dag runs corresponding to the state'),
    ],
    traits: LOUD,
    run: listRunsOf1,
  },
  { name: 'pause', help: 'Pause a DAG', args: [arg.DAG_ID, SUBDIR], traits: LOUD, run: pauseDag },
  {
    name: 'unpause',
    help: 'Resume a paused DAG',
    args: [arg.DAG_ID, SUBDIR],
    traits: LOUD,
    run: unpauseDag,
  },
  TRIGGER,
  VARIABLES,
  {
    name: 'dag_state',
    help: 'Get the status of a dag run',
    args: [arg.DAG_ID, arg.EXECUTION_DATE, SUBDIR],
    traits: LOUD,
    run: dagState,
  },
  { name: 'version', help: 'Show the version', args: [], traits: LOUD, run: showVersion },
];

/** In the order in which Airflow 1.10 lists them. */
const NAMES =
  'backfill list_dag_runs list_tasks clear pause unpause trigger_dag delete_dag show_dag pool ' +
  'variables kerberos render run initdb list_dags dag_state task_failed_deps task_state ' +
  'serve_logs test webserver resetdb upgradedb checkdb shell scheduler worker flower version ' +
  'connections create_user delete_user list_users sync_perm next_execution rotate_fernet_key ' +
  'config info';

export function airflow1Commands(): readonly Entry[] {
  return NAMES.split(' ').map(
    (name) => MODELLED.find((command) => command.name === name) ?? { name, help: '' },
  );
}
