/** A recorded answer: its file name, and the command that a fresh Airflow is given in this order. */
export type FixtureCase = readonly [name: string, command: string];

const CONF = `-c '{"key":"incoming/it\\u0027s a file.csv","size":3}'`;
const TRIGGER = 'dags trigger example_dag';

/** Answers that both versions are asked for in the same words. */
const COMMON: readonly FixtureCase[] = [
  ['version', 'version'],
  ['trigger-json', `${TRIGGER} -r run-json ${CONF} -o json`],
  ['trigger-json-microseconds', `${TRIGGER} -r run-us ${CONF} -o json --no-replace-microseconds`],
  ['trigger-table', `${TRIGGER} -r run-table ${CONF}`],
  ['trigger-table-long-id', `${TRIGGER} -r run-${'long-'.repeat(30)}end ${CONF}`],
  ['trigger-plain', `${TRIGGER} -r run-plain ${CONF} -o plain`],
  ['trigger-yaml', `${TRIGGER} -r run-yaml ${CONF} -o yaml`],
  ['trigger-empty-run-id', `${TRIGGER} -r '' -o json --no-replace-microseconds`],
  ['trigger-no-run-id', `${TRIGGER} -o json --no-replace-microseconds`],
  ['trigger-exists-json', `${TRIGGER} -r run-json ${CONF} -o json`],
  ['trigger-exists-microseconds', `${TRIGGER} -r run-us -o json --no-replace-microseconds`],
  ['trigger-exists-table', `${TRIGGER} -r run-table ${CONF}`],
  ['trigger-unknown-dag', 'dags trigger no_such_dag -r run-1 -o json'],
  ['trigger-bad-run-id', `${TRIGGER} -r 'a b/c' -o json`],
  ['trigger-reserved-run-id', `${TRIGGER} -r scheduled__x -o json`],
  ['trigger-run-id-too-long', `${TRIGGER} -r ${'x'.repeat(251)} -o json`],
  ['trigger-conf-invalid-json', `${TRIGGER} -r run-bad-json -c '{"key":' -o json`],
  ['trigger-conf-list', `${TRIGGER} -r run-list -c '[1,2]' -o json`],
  ['trigger-conf-string', `${TRIGGER} -r run-string -c '"text"' -o json`],
  ['trigger-params-valid', `dags trigger params_dag -r run-ok -c '{"count":2}' -o json`],
  ['trigger-params-invalid', `dags trigger params_dag -r run-bad -c '{"count":"two"}' -o json`],
  ['trigger-unknown-flag', `${TRIGGER} --frobnicate`],
  ['trigger-no-dag', 'dags trigger'],
  ['pause', 'dags pause paused_dag'],
  ['pause-again', 'dags pause paused_dag'],
  ['pause-json', 'dags pause paused_dag -o json'],
  ['trigger-paused', 'dags trigger paused_dag -r run-paused -o json'],
  ['unpause', 'dags unpause paused_dag'],
  ['unpause-again', 'dags unpause paused_dag'],
  ['pause-unknown-dag', 'dags pause no_such_dag'],
  ['unpause-unknown-dag', 'dags unpause no_such_dag'],
  ['list-runs-option', 'dags list-runs -d example_dag -o json'],
  ['list-runs-positional', 'dags list-runs example_dag -o json'],
  ['list-runs-option-unknown-dag', 'dags list-runs -d no_such_dag -o json'],
  ['list-runs-positional-unknown-dag', 'dags list-runs no_such_dag -o json'],
  ['state-run-id', 'dags state example_dag run-json'],
  ['state-missing', 'dags state example_dag 2020-01-01T00:00:00+00:00'],
  ['state-bad-date', 'dags state example_dag no-such-run'],
  ['task-states-json', 'tasks states-for-dag-run example_dag run-json -o json'],
  ['task-states-table', 'tasks states-for-dag-run example_dag run-json'],
  ['task-states-missing-run', 'tasks states-for-dag-run example_dag no-such-run -o json'],
  [
    'task-states-missing-date',
    'tasks states-for-dag-run example_dag 2020-01-01T00:00:00+00:00 -o json',
  ],
  ['task-states-unknown-dag', 'tasks states-for-dag-run no_such_dag run-json -o json'],
  ['variables-set', 'variables set greeting hello'],
  ['variables-get', 'variables get greeting'],
  ['variables-get-missing', 'variables get no_such_variable'],
  ['variables-get-default', 'variables get no_such_variable -d fallback'],
  ['variables-list', 'variables list -o json'],
  ['variables-delete', 'variables delete greeting'],
  ['variables-delete-missing', 'variables delete greeting'],
  ['variables-list-empty', 'variables list -o json'],
  ['dags-list', 'dags list -o json'],
  ['help', 'dags trigger --help'],
  ['empty', ''],
  ['unknown-group', 'frobnicate'],
  ['unknown-command', 'dags frobnicate'],
  ['no-command', 'dags'],
  ['name-of-airflow-1', 'trigger_dag example_dag'],
  ['delete-asks', 'dags delete paused_dag'],
  ['delete-yes', 'dags delete paused_dag --yes'],
  ['delete-unknown-dag', 'dags delete no_such_dag --yes'],
];

const DATE = '2026-01-02T03:04:05+00:00';

/** Two runs of one DAG at one date, which Airflow 2 takes for the same run. */
const DATES_2: readonly FixtureCase[] = [
  ['trigger-date', `${TRIGGER} -r date-one -e ${DATE} -o json`],
  ['trigger-date-clash', `${TRIGGER} -r date-two -e ${DATE} -o json`],
  ['trigger-two-runs-match', `${TRIGGER} -r run-json -e ${DATE} -o json`],
  ['state-date', `dags state example_dag ${DATE}`],
];

const DATES_3: readonly FixtureCase[] = [
  ['trigger-date', `${TRIGGER} -r date-one -l ${DATE} -o json`],
  ['trigger-date-clash', `${TRIGGER} -r date-two -l ${DATE} -o json`],
  ['trigger-exec-date', `${TRIGGER} -r date-three -e ${DATE} -o json`],
  ['state-date', `dags state example_dag ${DATE}`],
];

export function fixtureCases(major: number): readonly FixtureCase[] {
  return [...COMMON, ...(major >= 3 ? DATES_3 : DATES_2)];
}

/** Two different triggers that run at the same time, until both fall into one second. */
export const SAME_SECOND: readonly FixtureCase[] = [
  ['same-second', `${TRIGGER} -o json -r`],
  ['same-second-microseconds', `${TRIGGER} -o json --no-replace-microseconds -r`],
];

export const SUCCESS: FixtureCase = [
  'trigger-success',
  `${TRIGGER} -r run-success ${CONF} -o json`,
];

/** Asked once a scheduler has brought the run of `SUCCESS` to its end. */
export const AFTER_SUCCESS: readonly FixtureCase[] = [
  ['trigger-exists-success', `${TRIGGER} -r run-success -o json`],
  ['list-runs-option-success', 'dags list-runs -d example_dag -o json'],
  ['list-runs-positional-success', 'dags list-runs example_dag -o json'],
  ['state-run-id-success', 'dags state example_dag run-success'],
  ['task-states-success', 'tasks states-for-dag-run example_dag run-success -o json'],
];
