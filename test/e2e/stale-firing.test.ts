import { expect, it } from 'vitest';
import { advanceClock } from '../../local/clock';
import { always, refusal } from '../support/faults/calls';
import { announced } from '../support/faults/seen';
import { byEachWay } from '../support/faults/ways';
import { MINUTE_MS } from '../support/patience';

/** Both every ten minutes; only what the one sends is of no use after fifteen. */
const SCHEDULES = [
  { name: 'waits', expression: 'rate(10 minutes)', command: 'dags trigger report' },
  {
    name: 'expires',
    expression: 'rate(10 minutes)',
    command: 'dags trigger orders',
    expiresAfterMinutes: 15,
  },
];
const FIRINGS = 5;

byEachWay({ environment: { schedules: SCHEDULES } }, (bench, way) => {
  it('a firing that meets an environment which is down for most of an hour waits; or, when it is to expire, is dropped once it is stale, with an outcome', async () => {
    bench.onCall = always(way.calling, refusal(400, 'ThrottlingException'));
    const { schedules } = bench.run.stack;
    for (let firing = 0; firing < FIRINGS; firing++) {
      for (const name of schedules.names) await schedules.fireNext(name);
      await bench.settle();
      await advanceClock(10 * MINUTE_MS);
    }
    bench.onCall = () => undefined;
    await bench.drain();

    const records = await bench.records.commands();
    const outcomes = (schedule: string) =>
      records
        .filter(({ id }) => id.startsWith(`${schedule}/`))
        .map((record) => ('outcome' in record ? record.outcome : record.state));
    expect(outcomes('waits')).toEqual(Array(FIRINGS).fill('succeeded'));
    // Ten minutes after the last one, only that one is young enough.
    expect(outcomes('expires')).toEqual([...Array(FIRINGS - 1).fill('refused'), 'succeeded']);
    expect(await bench.airflow.dagRuns('report')).toHaveLength(FIRINGS);
    expect(await bench.airflow.dagRuns('orders')).toHaveLength(1);
    expect(await bench.messagesIn('DeadLetterQueueUrl')).toEqual([]);
    expect(announced(bench, 'Airflow Command Refused').map(({ reason }) => reason)).toEqual(
      Array(FIRINGS - 1).fill(expect.stringMatching(/^it is stale: .* within 900 /)),
    );
  });
});
