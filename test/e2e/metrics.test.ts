import { describe, expect, it } from 'vitest';
import { METRICS } from '../../lambda/contract/metrics';
import type {
  CommandRecord,
  EndedRecord,
  Failure,
  RecordOfAny,
} from '../../lambda/contract/record';
import type { OnCall, ToldCall } from '../../local/calls';
import { advanceClock } from '../../local/clock';
import { type MetricSeries, readMetrics, seriesOf } from '../../local/embedded-metrics';
import { always, inTurn, json, minting, posting, refusal } from '../support/faults/calls';
import { ENVIRONMENT } from '../support/faults/deployment';
import { logged } from '../support/faults/seen';
import { useBench } from '../support/faults/use-bench';

const DATED = { dagId: 'orders', logicalDate: '2026-01-01T00:00:00Z' };
const ONCE = { command: 'version', id: 'once' };

/** What ends in every way there is, and one message more of the last. */
const BODIES: readonly (string | object)[] = [
  'version',
  'dags trigger orders',
  { trigger: DATED },
  { trigger: DATED },
  'dags trigger nowhere',
  'dags pause orders --frobnicate',
  'tasks states-for-dag-run orders no-such-run',
  'dags explode',
  { command: 'version', expires: { after: 1, since: '2026-01-01T00:00:00Z' } },
  'variables delete stale',
  ONCE,
  ONCE,
];

/** Twice the environment is in trouble, once an answer makes no sense, and one is lost. */
const FAULTS: readonly OnCall[] = [
  // The first refusal is of the runner's start, which counts nothing.
  inTurn(minting, Array(3).fill(refusal(403, 'AccessDeniedException'))),
  inTurn(posting(/^dags trigger/), [json({})]),
  always(posting(/^variables delete/), { after: 'reset' }),
];

const bench = useBench();

describe('The metrics in the log', () => {
  it('are all there are, and say what the records say', async () => {
    bench.onCall = async (call) => {
      await passTime(call);
      for (const fault of FAULTS) {
        const answer = await fault(call);
        if (answer !== undefined) return answer;
      }
      return undefined;
    };
    await bench.runAll(...BODIES);

    const series = seriesOf(logged(bench));
    const records = await bench.records.commands();
    expect(sums(series)).toEqual(expected(records));
    for (const values of Object.values(series)) expect(total(values)).toBeGreaterThan(0);
    expect(Object.keys(series).toSorted()).toEqual(
      Object.values(METRICS)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('are of the environment alone, and there whatever level of log is asked for', async () => {
    await bench.restart({ POWERTOOLS_LOG_LEVEL: 'ERROR', LOG_LEVEL: 'ERROR' });
    await bench.runAll('version');

    const read = logged(bench).flatMap((line) => readMetrics(line) ?? []);
    expect(read.map(({ values }) => Object.keys(values))).toEqual([
      ['ColdStarts'],
      ['CommandsSucceeded', 'QueueWaitTime', 'MintTime', 'CliTime'],
    ]);
    for (const { namespace, dimensions } of read) {
      expect(namespace).toBe('MwaaCommandQueue');
      expect(dimensions).toEqual({ Environment: ENVIRONMENT });
    }
  });
});

/** A token takes 300 milliseconds, a command two seconds. */
async function passTime(call: ToldCall): Promise<void> {
  if (call.phase !== 'before') return;
  if (minting(call)) await advanceClock(300);
  if (posting()(call)) await advanceClock(2000);
}

function sums(series: MetricSeries): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(series).map(([name, values]) => [name, total(values)]));
}

/** What the records say, by the metrics' names; no command here is begun again after a death. */
function expected(records: readonly CommandRecord[]): Readonly<Record<string, number>> {
  const ended = records.flatMap((record) => (record.state === 'ended' ? [record] : []));
  const ending = (outcome: EndedRecord['outcome']) => count(ended, (r) => r.outcome === outcome);
  const failing = (failure: Failure) => count(ended, (r) => r.failure === failure);
  expect(ended).toHaveLength(BODIES.length - 1);
  return {
    CommandsSucceeded: ending('succeeded'),
    CommandsFailed: ending('failed'),
    FailedUnknownDag: failing('unknown-dag'),
    FailedRunExists: failing('run-exists'),
    FailedNotUnderstood: failing('not-understood'),
    FailedOther: failing('other'),
    CommandsRefused: ending('refused'),
    CommandsUnknown: ending('unknown'),
    CommandsHeld: total(ended.map(({ attempts }) => attempts - 1)),
    EnvironmentTroubles: 2,
    DuplicatesAvoided: BODIES.length - ended.length,
    QueueWaitTime: total(ended.map(({ waitingMs }) => waitingMs)),
    MintTime: total(ended.map(({ mintMs = 0 }) => mintMs)),
    CliTime: total(ended.map(({ cliMs = 0 }) => cliMs)),
    ColdStarts: 1,
  };
}

function count(
  records: readonly (RecordOfAny & EndedRecord)[],
  is: (record: RecordOfAny & EndedRecord) => boolean,
): number {
  return records.filter(is).length;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
