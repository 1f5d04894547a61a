import { lastJsonList } from '../answer';
import { triggerWords } from './trigger-words';
import type { Confirmation, Dialect } from './types';

/** Looks the run up by its id in the database, without parsing a DAG file (2.2 and later). */
export const BY_TASK_STATES: Confirmation = {
  by: 'question',
  question: (dagId, runId) => ['tasks', 'states-for-dag-run', dagId, runId, '-o', 'json'],
  // A run without tasks so far gives an empty list; a run that is not there gives an exception.
  proves: ({ stdout }) => lastJsonList(stdout) !== undefined || stdout.includes('No data found'),
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
