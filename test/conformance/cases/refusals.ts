import { FORBIDDEN_VERB } from '../bench';
import type { ConformanceCase, Expected } from '../types';

const refused = (reason: RegExp): Expected => ({ outcome: 'refused', reason });

/** What is refused before anything is sent, and what only Airflow can say no to. */
export const REFUSAL_CASES: readonly ConformanceCase[] = [
  {
    name: 'a command that does not exist is refused',
    send: { body: 'dags frobnicate' },
    expected: refused(/"dags frobnicate" is no Airflow command/),
  },
  {
    name: 'a group of commands that does not exist is refused',
    send: { body: 'frobnicate' },
    expected: refused(/"frobnicate" is no Airflow command/),
  },
  {
    name: 'a command that MWAA does not support is refused',
    send: { body: 'users create --username x' },
    expected: refused(/"users create" is no.* MWAA supports/),
  },
  {
    name: 'a command that is not on the allow-list is refused',
    since: '2.0',
    send: { body: `${FORBIDDEN_VERB} my_conn --conn-uri mysql://x` },
    expected: refused(/"connections add" is not allowed here/),
  },
  {
    name: "Airflow 2's backfill is refused on 3, with its new name",
    since: '3.0',
    send: { body: 'dags backfill example_dag -s 2026-01-01 -e 2026-01-02' },
    expected: refused(/backfill create/),
  },
  {
    name: 'a command that asks is refused without --yes',
    send: { body: 'dags delete example_dag' },
    expected: refused(/--yes/),
  },
  {
    name: 'an unknown flag of a trigger is refused',
    send: { body: 'dags trigger example_dag --frobnicate' },
    expected: refused(/--frobnicate/),
  },
  {
    name: 'an unknown flag of another command fails',
    send: { body: 'dags pause example_dag --frobnicate' },
    expected: { outcome: 'failed', reason: /unrecognized arguments: --frobnicate/ },
    paused: { example_dag: false },
  },
  {
    name: 'a quote that is never closed is refused',
    send: { body: `dags trigger example_dag --conf '{"key":"it's"}'` },
    expected: refused(/without its end/),
  },
  {
    name: 'a line break outside quotes is refused',
    send: { body: 'dags trigger example_dag\ndags trigger other_dag' },
    expected: refused(/line break/),
  },
  {
    name: 'a message of an unknown field is refused',
    send: { body: '{"command":"version","dag":"x"}' },
    expected: refused(/unknown field "dag"/),
  },
];
