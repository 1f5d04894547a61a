import { SEED_DAG } from '../dags';
import type { ConformanceCase, Sent } from '../types';

const DAG_ID = 'example_dag';
const LONGEST = `longest-${'x'.repeat(240)}`;

const trigger = (fields: Readonly<Record<string, unknown>>): Sent => ({
  body: JSON.stringify({ trigger: { dagId: DAG_ID, ...fields } }),
});

const RUN_ID_CASES: readonly ConformanceCase[] = [
  {
    name: 'a run id of 248 characters runs to its end',
    send: trigger({ runId: LONGEST, conf: { a: 1 } }),
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: LONGEST, conf: '{"a":1}' }],
  },
  {
    name: 'a run id of 249 characters is refused',
    send: trigger({ runId: `${LONGEST}x` }),
    expected: { outcome: 'refused', reason: /run id has 249 characters/ },
  },
  {
    name: 'a run id with a space or slash is refused',
    send: trigger({ runId: 'a b/c' }),
    expected: { outcome: 'refused', reason: /run id "a b\/c" is not allowed/ },
  },
  {
    name: 'a run id that Airflow keeps for itself is refused',
    send: trigger({ runId: 'scheduled__x' }),
    expected: { outcome: 'refused', reason: /scheduled__.*choose another/ },
  },
  {
    name: "a trigger without a run id gets one from its message's id and source",
    send: { body: JSON.stringify({ trigger: { dagId: DAG_ID }, id: 'order-7', source: 'ci' }) },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: /^ci__order-7__[0-9a-f]{16}$/ }],
  },
  {
    name: "a command without a run id gets one from SQS's message id",
    send: { body: `dags trigger ${DAG_ID}`, messageId: '5fea7756-0ea4-451a-a703-a558b933e274' },
    expected: { outcome: 'succeeded' },
    newRuns: [
      { dagId: DAG_ID, runId: /^sqs__5fea7756-0ea4-451a-a703-a558b933e274__[0-9a-f]{16}$/ },
    ],
  },
  {
    name: 'the same trigger twice succeeds twice and is one run',
    setup: [trigger({ runId: 'twice', conf: { a: 1 } })],
    send: trigger({ runId: 'twice', conf: { a: 1 } }),
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'twice', conf: '{"a":1}' }],
  },
  {
    name: 'the same message twice, without a run id, is one run',
    setup: [{ body: `dags trigger ${DAG_ID}`, messageId: 'delivered-twice' }],
    send: { body: `dags trigger ${DAG_ID}`, messageId: 'delivered-twice' },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: /^sqs__delivered-twice__[0-9a-f]{16}$/ }],
  },
];

const DATE_CASES: readonly ConformanceCase[] = [
  {
    name: 'a logical date is that of the run',
    send: trigger({ runId: 'dated', logicalDate: '2026-01-02T03:04:05Z' }),
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'dated', logicalDate: '2026-01-02T03:04:05' }],
  },
  {
    name: 'a date with the flag of Airflow 1.10 and 2 is that of the run',
    send: { body: `dags trigger ${DAG_ID} -r dated-2 --exec-date 2026-01-03T03:04:05+00:00` },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'dated-2', logicalDate: '2026-01-03T03:04:05' }],
  },
  {
    name: 'a date with the flag of Airflow 3 is that of the run',
    send: { body: `dags trigger ${DAG_ID} -r dated-3 -l 2026-01-04T03:04:05+01:00` },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: DAG_ID, runId: 'dated-3', logicalDate: '2026-01-04T02:04:05' }],
  },
  {
    name: 'a trigger with the logical date of another run fails for good',
    setup: [trigger({ runId: 'date-first', logicalDate: '2026-01-05T03:04:05Z' })],
    send: trigger({ runId: 'date-second', logicalDate: '2026-01-05T03:04:05Z' }),
    expected: { outcome: 'failed', reason: /another run.*logical date.*choose another/ },
    newRuns: [{ dagId: DAG_ID, runId: 'date-first' }],
  },
  {
    name: 'a logical date without a zone is refused',
    send: trigger({ logicalDate: '2026-01-02T03:04:05' }),
    expected: { outcome: 'refused', reason: /time zone/ },
  },
];

const DAG_CASES: readonly ConformanceCase[] = [
  {
    name: 'a trigger of an unknown DAG fails',
    send: trigger({ dagId: 'no_such_dag', runId: 'r1' }),
    expected: { outcome: 'failed', reason: /no_such_dag'? not found.*check the DAG id/i },
  },
  {
    name: 'a trigger of a paused DAG succeeds, and its run waits',
    setup: [{ body: 'dags pause paused_dag' }],
    send: trigger({ dagId: 'paused_dag', runId: 'waits' }),
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: 'paused_dag', runId: 'waits' }],
    paused: { paused_dag: true },
  },
  {
    name: 'a DAG id that no DAG can have is refused',
    send: trigger({ dagId: 'no such dag' }),
    expected: { outcome: 'refused', reason: /DAG id "no such dag"/ },
  },
];

const seed = (name: string, body: string): ConformanceCase => {
  const messageId = `seed-${name.replaceAll(' ', '-')}`;
  const runId = new RegExp(`^sqs__${messageId}__[0-9a-f]{16}$`);
  return {
    name: `the seed's command works: ${name}`,
    send: { body, messageId },
    expected: { outcome: 'succeeded' },
    newRuns: [{ dagId: SEED_DAG, runId }],
  };
};

export const RUN_CASES: readonly ConformanceCase[] = [
  ...RUN_ID_CASES,
  ...DATE_CASES,
  ...DAG_CASES,
  seed('dags trigger', `dags trigger ${SEED_DAG}`),
  seed('trigger_dag', `trigger_dag ${SEED_DAG}`),
  seed('airflow in front', `airflow dags trigger ${SEED_DAG}`),
  {
    name: "a trigger with Airflow 1.10's flags works",
    send: {
      body: `trigger_dag ${DAG_ID} --run_id flags-of-1 --conf '{"a":1}' --exec_date 2026-01-06T03:04:05Z`,
    },
    expected: { outcome: 'succeeded' },
    newRuns: [
      { dagId: DAG_ID, runId: 'flags-of-1', conf: '{"a":1}', logicalDate: '2026-01-06T03:04:05' },
    ],
  },
];
