import { NOT_OF_RUN_ID } from '../../contract/run-id';
import { VERBS } from '../../contract/verbs';
import { lastException } from '../answer';
import { flag } from './trigger-words';
import type { Dialect, OtherName, SpelledCommand } from './types';

/** Airflow 1.10: other verbs, and long flags with underscores. */
export const AIRFLOW_1: Dialect = {
  cliPath: '/aws_mwaa/cli',
  names: [
    ...Object.entries(VERBS).flatMap(([verb, { v1 }]): OtherName[] => (v1 ? [[verb, v1]] : [])),
    // Its one `variables` command does as its flag says, which has a long form, too.
    ['variables set', ['variables', '--set']],
    ['variables get', ['variables', '--get']],
    ['variables delete', ['variables', '--delete']],
  ],
  readArgs: ({ verb, args }) =>
    // What follows is a variable's name and value, whatever they look like.
    /^variables (?!list)/.test(verb) ? args : args.map(readFlag),
  writeArgs: (command) => answered(command).map(writeFlag),
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
    tells(answer, runId) {
      if (answer.stdout.split(NOT_OF_RUN_ID).includes(runId)) return true;
      return lastException(answer) === undefined ? false : undefined;
    },
  },
};

/** `--start_date` is `--start-date` today, and `--no_confirm` became `--yes`. */
function readFlag(argument: string): string {
  if (argument === '--no_confirm') return '--yes';
  return argument.replace(/^--[a-z_]+/, (name) => name.replaceAll('_', '-'));
}

function writeFlag(argument: string): string {
  return argument.replace(/^--[a-z-]+/, (name) => name.replace(/(?<=\w)-/g, '_'));
}

/** Only `clear` calls `--yes` so. */
function answered({ verb, args }: SpelledCommand): readonly string[] {
  if (verb !== 'tasks clear') return args;
  return args.map((arg) => (arg === '--yes' || arg === '-y' ? '--no_confirm' : arg));
}
