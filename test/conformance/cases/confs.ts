import { type ConformanceCase, goesByRest } from '../types';

const DAG_ID = 'example_dag';

/** A conf that must reach the DAG run's task exactly, by the name of its case. */
const CONFS: Readonly<Record<string, string>> = {
  'quotes and backslashes': String.raw`{"key":"it's \"quoted\" \\ and \\\\server\\share","'":"''"}`,
  'line breaks and tabs': String.raw`{"text":"one\ntwo\r\n\tthree\n"}`,
  'letters beyond ASCII': '{"name":"Zoë Müller, 東京, שלום","é":"e\\u0301"}',
  emoji: '{"mood":"👍🏽👩‍👩‍👧 \\ud83d\\ude00"}',
  'what a shell would expand': '{"a":"$(id) `id` $HOME ~ * ; && | > < # !","b":"%s {0} {{ ds }}"}',
  'numbers digit for digit':
    '{"id":18446744073709551615,"odd":9007199254740993,"least":-9223372036854775808,"half":0.5}',
  'nested and empty values': '{"":"","list":[[],{},null,true,[1,[2]]],"spaces":"  a  b "}',
  'no field': '{}',
  '100 KB': JSON.stringify({ data: 'x'.repeat(100 * 1024) }),
};

const slug = (name: string) => name.replaceAll(/[^A-Za-z0-9]+/g, '-');

const ARRIVING: readonly ConformanceCase[] = Object.entries(CONFS).map(([name, conf]) => {
  const runId = `conf-${slug(name)}`;
  return {
    name: `a conf with ${name} arrives exactly`,
    send: { body: `{"trigger":{"dagId":"${DAG_ID}","runId":"${runId}","conf":${conf}}}` },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId, conf }],
  };
});

const NASTY = String.raw`{"key":"it's a \"file\".csv","id":12345678901234567890}`;

/** 2 to the power of 64. */
const HUGE = `{"trigger":{"dagId":"${DAG_ID}","runId":"conf-huge","conf":{"id":18446744073709551616}}}`;

export const CONF_CASES: readonly ConformanceCase[] = [
  ...ARRIVING,
  {
    name: 'a conf in a command as a person types it arrives exactly',
    send: { body: `dags trigger ${DAG_ID} -r conf-typed -c '${NASTY.replace("'", `'\\''`)}'` },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'conf-typed', conf: NASTY }],
  },
  {
    name: 'a conf in argv arrives exactly',
    send: {
      body: JSON.stringify({
        argv: ['dags', 'trigger', DAG_ID, '--run-id=conf-argv', '--conf', NASTY],
      }),
    },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'conf-argv', conf: NASTY }],
  },
  // Airflow 3 can hand a task no longer integer: the task dies before it starts.
  {
    name: 'a conf with an integer beyond 64 bits arrives exactly on Airflow 1.10 and 2',
    until: '3.0',
    send: { body: HUGE },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'conf-huge', conf: '{"id":18446744073709551616}' }],
  },
  {
    name: 'a conf with an integer beyond 64 bits is refused on Airflow 3',
    since: '3.0',
    send: { body: HUGE },
    expected: { outcome: 'refused', reason: /64 bits.*as a string/ },
  },
  {
    name: 'a conf that is a list is refused',
    send: { body: `{"trigger":{"dagId":"${DAG_ID}","conf":[1,2]}}` },
    expected: { outcome: 'refused', reason: /conf is a list.*JSON object/ },
  },
  {
    name: 'a conf that is a list, in a command, is refused',
    send: { body: `dags trigger ${DAG_ID} --conf '[1,2]'` },
    expected: { outcome: 'refused', reason: /conf.*no object/ },
  },
  {
    name: 'a conf that is no JSON is refused',
    send: { body: `dags trigger ${DAG_ID} --conf '{"key":'` },
    expected: { outcome: 'refused', reason: /conf is no JSON/ },
  },
  {
    name: 'a conf longer than an argument may be is refused',
    send: {
      body: JSON.stringify({ trigger: { dagId: DAG_ID, conf: { data: 'x'.repeat(140_000) } } }),
    },
    expected: { outcome: 'refused', reason: /conf has \d+ bytes.*S3/ },
  },
  {
    name: "a conf that breaks the DAG's params makes no run",
    since: '2.2',
    send: {
      body: '{"trigger":{"dagId":"params_dag","runId":"params-bad","conf":{"count":"two"}}}',
    },
    expected: (version, via) =>
      goesByRest(version, via) && !version.atLeast('2.9')
        ? { outcome: 'held', reason: /Airflow answered 500/ }
        : { outcome: 'failed', reason: /param count: 'two' is not of type 'integer'.*conf/ },
  },
  {
    name: "a conf that fits the DAG's params makes a run",
    send: { body: '{"trigger":{"dagId":"params_dag","runId":"params-good","conf":{"count":2}}}' },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: 'params_dag', runId: 'params-good' }],
  },
];
