import { taskStates } from '../commands/tasks';
import { deleteVariable, getVariable, listVariables, setVariable } from '../commands/variables';
import { showVersion } from '../commands/version';
import type { AirflowVersion } from '../version';
import { airflow1Commands } from './airflow1';
import * as arg from './arguments';
import { dagCommands } from './dags';
import { otherEntries } from './other-groups';
import type { Command, Entry, Group } from './types';

const QUIET = { inDagModule: false, quiet: true };
const LOUD = { inDagModule: false, quiet: false };

/** Every command that one Airflow version has, in the order in which it lists them. */
export function airflowCommands(version: AirflowVersion): readonly Entry[] {
  if (version.major === 1) {
    return airflow1Commands();
  }
  const groups: readonly Group[] = [
    { name: 'dags', help: 'Manage DAGs', commands: dagCommands(version) },
    { name: 'tasks', help: 'Manage tasks', commands: taskCommands(version) },
    { name: 'variables', help: 'Manage variables', commands: variableCommands(version) },
  ];
  const entries = [...groups, VERSION, ...otherEntries(version)];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const VERSION: Command = {
  name: 'version',
  help: 'Show the version',
  args: [],
  traits: QUIET,
  run: showVersion,
};

function taskCommands(version: AirflowVersion): readonly Entry[] {
  const byRunId = version.major >= 3 ? arg.LOGICAL_DATE_OR_RUN_ID : arg.EXECUTION_DATE_OR_RUN_ID;
  const states: Command = {
    name: 'states-for-dag-run',
    help: 'Get the status of all task instances in a dag run',
    args: [
      arg.DAG_ID,
      version.atLeast('2.2') ? byRunId : arg.EXECUTION_DATE,
      arg.OUTPUT,
      arg.VERBOSE,
    ],
    traits: QUIET,
    run: taskStates,
  };
  return [
    { name: 'clear', help: 'Clear a set of task instance, as if they never ran' },
    { name: 'failed-deps', help: 'Returns the unmet dependencies for a task instance' },
    { name: 'list', help: 'List the tasks within a DAG' },
    { name: 'render', help: "Render a task instance's template(s)" },
    ...(version.major === 2 ? [{ name: 'run', help: 'Run a single task instance' }] : []),
    { name: 'state', help: 'Get the status of a task instance' },
    states,
    { name: 'test', help: 'Test a task instance' },
  ];
}

function variableCommands(version: AirflowVersion): readonly Entry[] {
  const description = version.atLeast('2.8') ? [arg.DESCRIPTION] : [];
  const values = version.atLeast('3.2') ? [arg.SHOW_VALUES] : [];
  const hidden = version.atLeast('3.2') ? [arg.HIDE_SENSITIVE] : [];
  return [
    command('delete', 'Delete variable', [arg.KEY, arg.VERBOSE], deleteVariable, LOUD),
    { name: 'export', help: 'Export all variables' },
    command(
      'get',
      'Get variable',
      [arg.KEY, arg.DEFAULT, arg.DESERIALIZE, arg.VERBOSE],
      getVariable,
    ),
    { name: 'import', help: 'Import variables' },
    command(
      'list',
      'List variables',
      [...hidden, arg.OUTPUT, ...values, arg.VERBOSE],
      listVariables,
    ),
    command(
      'set',
      'Set variable',
      [arg.KEY, arg.VALUE, ...description, arg.SERIALIZE, arg.VERBOSE],
      setVariable,
      LOUD,
    ),
  ];
}

function command(
  name: string,
  help: string,
  args: Command['args'],
  run: Command['run'],
  traits = QUIET,
): Command {
  return { name, help, args, run, traits };
}
