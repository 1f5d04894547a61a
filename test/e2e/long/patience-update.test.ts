import { describe, expect, it } from 'vitest';
import type { OnCall } from '../../../local/calls';
import { readMetrics } from '../../../local/embedded-metrics';
import { alarmOf } from '../../support/faults/alarms';
import { always, minting, page, posting, refusal } from '../../support/faults/calls';
import { announced, logged } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import {
  endOf,
  HOUR_MS,
  MINUTE_MS,
  numberedTrigger,
  numberIn,
  sendAndDrain,
  upTo,
} from '../../support/patience';

const MESSAGES = 500;
/** The period of the alarm's metric. */
const PERIOD_MS = 10 * MINUTE_MS;

const bench = useBench();

describe('an environment that is being updated for two hours, with 500 messages waiting', () => {
  it('holds them all, tells once, and runs them afterwards in the order sent', async () => {
    const start = Date.now();
    bench.onCall = updatingFrom(start);

    const { records } = await sendAndDrain(bench, upTo(MESSAGES).map(numberedTrigger));

    expect(records).toHaveLength(MESSAGES);
    // The first one met the update; the others waited, and lost no try.
    expect(records[0]?.attempts).toBeGreaterThan(20);
    expect(new Set(records.slice(1).map(endOf))).toEqual(new Set(['succeeded 1']));
    expect(await bench.messagesIn('DeadLetterQueueUrl')).toEqual([]);
    expect(bench.ran.map(({ commandText }) => numberIn(commandText))).toEqual(upTo(MESSAGES));
    expectToldOnce(start);
    expectAlarm(start);
  }, 900_000);
});

/**
 * An update: for an hour the web server is away, and for another MWAA's API knows no such environment,
 * which is the one error that CreateCliToken is documented to have.
 */
function updatingFrom(start: number): OnCall {
  return (call) => {
    const ms = Date.now() - start;
    if (ms < HOUR_MS) return always(posting(), page('Service Unavailable', 503))(call);
    if (ms < 2 * HOUR_MS) return always(minting, refusal(404, 'ResourceNotFoundException'))(call);
    return undefined;
  };
}

/** Listeners hear once that it is held, as that begins, and once that it is released, as that is over. */
function expectToldOnce(start: number): void {
  const [held, ...heldAgain] = announced(bench, 'Airflow Environment Held');
  const [released, ...releasedAgain] = announced(bench, 'Airflow Environment Released');
  expect([...heldAgain, ...releasedAgain]).toEqual([]);
  expect(held?.reason).toContain('HTTP 503');
  expect(Date.parse(String(held?.startedAt)) - start).toBeLessThan(MINUTE_MS);
  expect(released?.startedAt).toBe(held?.startedAt);
  const over = Date.parse(String(released?.finishedAt)) - start;
  expect(over).toBeGreaterThan(2 * HOUR_MS);
  // The wait between two tries is five minutes at most.
  expect(over).toBeLessThan(2 * HOUR_MS + 10 * MINUTE_MS);
}

/** The alarm goes off by the metric in the log, in three of its last five periods, and stays on. */
function expectAlarm(start: number): void {
  const { MetricName } = alarmOf(bench, 'Environment held');
  const periods = logged(bench).flatMap((line) => {
    const { timestamp, values } = readMetrics(line) ?? {};
    if (timestamp === undefined || values?.[MetricName] === undefined) return [];
    return [Math.floor((timestamp - start) / PERIOD_MS)];
  });
  const isOn = (period: number) =>
    new Set(periods.filter((p) => p > period - 5 && p <= period)).size >= 3;
  const during = upTo((2 * HOUR_MS) / PERIOD_MS - 1);
  expect(during.filter(isOn)).toEqual(during.filter((period) => period >= 2));
}
