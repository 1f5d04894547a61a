import { lastException, lastJsonList } from '../answer';
import { triggerWords } from './trigger-words';
import type { Confirmation, Dialect } from './types';

/** What is raised where there is no such run: Airflow 2 takes an id that it does not know for a date. */
const NOT_THERE = /DagRunNotFound|Error parsing the supplied execution_date/;

/** Looks the run up by its id in the database, without parsing a DAG file (2.2 and later). */
export const BY_TASK_STATES: Confirmation = {
  by: 'question',
  question: (dagId, runId) => ['tasks', 'states-for-dag-run', dagId, runId, '-o', 'json'],
  tells(answer) {
    const { stdout } = answer;
    // A run without tasks so far gives an empty list.
    if (lastJsonList(stdout) !== undefined || stdout.includes('No data found')) return true;
    return NOT_THERE.test(lastException(answer) ?? '') ? false : undefined;
  },
};

/** Airflow 3, whose spelling is today's. */
export const AIRFLOW_3: Dialect = {
  cliPath: '/aws_mwaa/cli/',
  names: [],
  readArgs: ({ args }) => args,
  writeArgs: ({ args }) => args,
  trigger: (trigger) => [...triggerWords('--logical-date', trigger), '-o', 'json'],
  confirmation: BY_TASK_STATES,
};
