import type { AirflowVersion } from '../../../local/mwaa/model/version';
import type { ConformanceCase, Expected, Sent } from '../types';

const DAG_ID = 'listed_dag';
const DATE = '2026-02-01T00:00:00+00:00';

const say = (body: string): Sent => ({ body });
const succeeded: Expected = { outcome: 'succeeded' };

/** The run that the cases of reading read. */
const listed = say(
  `{"trigger":{"dagId":"${DAG_ID}","runId":"listed","logicalDate":"${DATE}","conf":{"a":1}}}`,
);

const needs22 =
  (expected: Expected) =>
  (version: AirflowVersion): Expected =>
    version.major === 2 && !version.atLeast('2.2')
      ? { outcome: 'refused', reason: /needs 2\.2/ }
      : expected;

const list = (name: string, body: string): ConformanceCase => ({
  name,
  setupOnce: listed,
  send: say(body),
  expected: needs22({ outcome: 'succeeded', stdout: /\blisted\b/ }),
});

const READ_CASES: readonly ConformanceCase[] = [
  list("list-runs with Airflow 2's flag lists the runs", `dags list-runs -d ${DAG_ID}`),
  list("list-runs with Airflow 3's argument lists the runs", `dags list-runs ${DAG_ID}`),
  list("Airflow 1.10's list_dag_runs lists the runs", `list_dag_runs ${DAG_ID}`),
  {
    name: 'list-runs of an unknown DAG fails',
    send: say('dags list-runs -d no_such_dag'),
    expected: needs22({ outcome: 'failed', reason: /no_such_dag (does not exist|not found)/ }),
  },
  {
    name: 'state of a run by its date',
    setupOnce: listed,
    send: say(`dags state ${DAG_ID} ${DATE}`),
    expected: { outcome: 'succeeded', stdout: /^(queued|running|success)/m },
  },
  {
    name: 'state of a run by its id is for Airflow 3',
    setupOnce: listed,
    send: say(`dags state ${DAG_ID} listed`),
    expected: (version) =>
      version.major >= 3
        ? { outcome: 'succeeded', stdout: /^(queued|running|success)/m }
        : { outcome: 'failed', reason: /'listed'/ },
  },
  {
    name: 'the task states of a run',
    since: '2.2',
    setupOnce: listed,
    send: say(`tasks states-for-dag-run ${DAG_ID} listed -o json`),
    expected: { outcome: 'succeeded', stdout: /record_conf/ },
  },
  {
    name: 'the task states of a run that does not exist',
    since: '2.2',
    send: say(`tasks states-for-dag-run ${DAG_ID} no-such-run -o json`),
    expected: { outcome: 'failed', reason: /no-such-run/ },
  },
  {
    name: 'version',
    send: say('version'),
    expected: { outcome: 'succeeded', stdout: /^\d+\.\d+\.\d+$/m },
  },
];

const NASTY = String.raw`it's "nasty" \ $(id) %s é 👍`;

const VARIABLE_CASES: readonly ConformanceCase[] = [
  {
    name: 'variables set sets',
    setup: [say('variables set greeting hello')],
    send: say('variables get greeting'),
    expected: { outcome: 'succeeded', stdout: /^hello$/m },
  },
  {
    name: 'variables set keeps a nasty value exactly',
    setup: [say(JSON.stringify({ argv: ['variables', 'set', 'nasty', NASTY] }))],
    send: say('variables get nasty'),
    expected: { outcome: 'succeeded', stdout: /^it's "nasty" \\ \$\(id\) %s é 👍$/m },
  },
  {
    name: 'variables get of a missing one',
    send: say('variables get no_such_variable'),
    expected: ({ major }) =>
      major === 1
        ? { outcome: 'succeeded', stdout: /^None$/m }
        : { outcome: 'failed', reason: /no_such_variable does not exist/ },
  },
  {
    name: 'variables delete deletes',
    setup: [say('variables set deleted hello')],
    send: say('variables delete deleted'),
    expected: succeeded,
  },
  {
    name: 'variables delete of a missing one succeeds',
    send: say('variables delete no_such_variable'),
    expected: succeeded,
  },
];

export const COMMAND_CASES: readonly ConformanceCase[] = [...READ_CASES, ...VARIABLE_CASES];
