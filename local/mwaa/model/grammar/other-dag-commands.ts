import type { AirflowVersion } from '../version';
import { entriesOf, type Since } from './since';
import type { Unmodelled } from './types';

/** What else `airflow dags` offers, without being modelled. */
export function otherDagCommands(version: AirflowVersion): readonly Unmodelled[] {
  return entriesOf(version, OTHERS);
}

const OTHERS: readonly Since[] = [
  {
    name: 'backfill',
    help: 'Run subsections of a DAG for a specified date range',
    since: '2.0',
    until: '3.0',
  },
  {
    name: 'clear',
    help: 'Clear Dag runs selected by run_id, partition_key, or a partition_date window',
    since: '3.3',
  },
  { name: 'details', help: 'Get DAG details given a DAG id', since: '2.6' },
  {
    name: 'list-import-errors',
    help: 'List all the DAGs that have import errors',
    since: '2.3',
  },
  { name: 'list-jobs', help: 'List the jobs', since: '2.0' },
  {
    name: 'next-execution',
    help: 'Get the next execution datetimes of a DAG',
    since: '2.0',
    until: '3.0',
  },
  { name: 'next-execution', help: 'Get the next logical datetimes of a DAG', since: '3.0' },
  { name: 'report', help: 'Show DagBag loading report', since: '2.0' },
  {
    name: 'reserialize',
    help: 'Reserialize all DAGs by parsing the DagBag files',
    since: '2.4',
    until: '3.0',
  },
  { name: 'reserialize', help: 'Reserialize DAGs by parsing the DagBag files', since: '3.0' },
  { name: 'show', help: "Displays DAG's tasks with their dependencies", since: '2.0' },
  { name: 'show-dependencies', help: 'Displays DAGs with their dependencies', since: '2.3' },
  { name: 'test', help: 'Execute one single DagRun', since: '2.0' },
];
