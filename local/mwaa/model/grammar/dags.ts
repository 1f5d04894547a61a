import type { Argument } from '../argparse/types';
import { deleteDag, listDags } from '../commands/dags';
import { pauseDag, unpauseDag } from '../commands/pause';
import { dagState, listRuns } from '../commands/runs';
import { triggerDag } from '../commands/trigger';
import type { AirflowVersion } from '../version';
import * as arg from './arguments';
import { otherDagCommands } from './other-dag-commands';
import type { Command, Entry } from './types';

const LOUD = { inDagModule: true, quiet: false };
const QUIET = { inDagModule: true, quiet: true };

/** The commands of `airflow dags`, by name. */
export function dagCommands(version: AirflowVersion): readonly Entry[] {
  const entries = [
    trigger(version),
    pause(version),
    unpause(version),
    state(version),
    runs(version),
    list(version),
    remove,
    ...otherDagCommands(version),
  ];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function trigger(version: AirflowVersion): Command {
  const help = version.atLeast('2.7')
    ? 'Trigger a new DAG run. If DAG is paused then dagrun state will remain queued, and the ' +
      "task won't run."
    : 'Trigger a DAG run';
  return { name: 'trigger', help, args: triggerArguments(version), traits: LOUD, run: triggerDag };
}

function triggerArguments(version: AirflowVersion): readonly Argument[] {
  return [
    arg.DAG_ID,
    arg.CONF,
    version.major >= 3 ? arg.LOGICAL_DATE : arg.EXEC_DATE,
    ...(version.atLeast('2.6') ? [arg.REPLACE_MICROSECONDS, arg.OUTPUT] : []),
    arg.RUN_ID,
    ...subdir(version),
    ...verbose(version),
  ];
}

function pause(version: AirflowVersion): Command {
  const help = version.atLeast('2.9') ? 'Pause DAG(s)' : 'Pause a DAG';
  return { name: 'pause', help, args: pauseArguments(version), traits: LOUD, run: pauseDag };
}

function unpause(version: AirflowVersion): Command {
  const help = version.atLeast('2.9') ? 'Resume paused DAG(s)' : 'Resume a paused DAG';
  return { name: 'unpause', help, args: pauseArguments(version), traits: LOUD, run: unpauseDag };
}

function pauseArguments(version: AirflowVersion): readonly Argument[] {
  const many = version.atLeast('2.9');
  return [
    arg.DAG_ID,
    ...(many ? [arg.OUTPUT] : []),
    ...subdir(version),
    ...(many ? [arg.TREAT_AS_REGEX] : []),
    ...verbose(version),
    ...(many ? [arg.YES] : []),
  ];
}

function state(version: AirflowVersion): Command {
  const run = version.major >= 3 ? arg.LOGICAL_DATE_OR_RUN_ID : arg.EXECUTION_DATE;
  return {
    name: 'state',
    help: 'Get the status of a dag run',
    args: [arg.DAG_ID, run, ...subdir(version), ...verbose(version)],
    traits: LOUD,
    run: dagState,
  };
}

function runs(version: AirflowVersion): Command {
  return {
    name: 'list-runs',
    help: 'List DAG runs given a DAG id',
    description:
      'List DAG runs given a DAG id. If state option is given, it will only search for all the ' +
      'dagruns with the given state. If no_backfill option is given, it will filter out all ' +
      'backfill dagruns for given dag id. If start_date is given, it will filter out all the ' +
      'dagruns that were executed before this date. If end_date is given, it will filter out ' +
      'all the dagruns that were executed after this date. ',
    args: [
      version.major >= 3 ? arg.DAG_ID : arg.DAG_ID_FLAG,
      arg.END_DATE,
      arg.NO_BACKFILL,
      arg.OUTPUT,
      arg.START_DATE,
      arg.STATE,
      ...verbose(version),
    ],
    traits: QUIET,
    run: listRuns,
  };
}

function list(version: AirflowVersion): Command {
  return {
    name: 'list',
    help: 'List all the DAGs',
    args: [
      ...(version.major >= 3 ? [arg.BUNDLE_NAME] : []),
      ...(version.atLeast('2.9') ? [arg.COLUMNS] : []),
      ...(version.major >= 3 ? [arg.LOCAL] : []),
      arg.OUTPUT,
      ...subdir(version),
      arg.VERBOSE,
    ],
    traits: QUIET,
    run: listDags,
  };
}

const remove: Command = {
  name: 'delete',
  help: 'Delete all DB records related to the specified DAG',
  args: [arg.DAG_ID, arg.VERBOSE, arg.YES],
  traits: LOUD,
  run: deleteDag,
};

function subdir(version: AirflowVersion): readonly Argument[] {
  return version.major >= 3 ? [] : [arg.SUBDIR];
}

function verbose(version: AirflowVersion): readonly Argument[] {
  return version.atLeast('2.5') ? [arg.VERBOSE] : [];
}
