import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { alarmOf } from '../../support/faults/alarms';
import { always, inTurn, refusal, sendingTo } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { failures, inWords, logged, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { s3Record } from '../../support/s3-events';

const DENIED = refusal(403, 'AccessDenied', 'not authorized');

const bench = useBench({ environment: { uploads: [{ dagId: 'orders' }] } });

const toCommands = sendingTo('Commands');

/** Hands an event to the upload trigger, as Lambda does: until it is taken, three times at most. */
async function invokeWithRetries(event: unknown): Promise<void> {
  for (let i = 0; i < 3; i++) {
    try {
      await bench.functionNamed('Upload').invoke(event);
      return;
    } catch {
      // the bench tells it
    }
  }
}

const eventOf = (...keys: readonly string[]) => ({ Records: keys.map((key) => s3Record({ key })) });

fault(
  32,
  'a send fails after others of the same event were sent',
  'the event is handled again; what was sent already is absorbed',
  async (tell) => {
    bench.onCall = inTurn(toCommands, [undefined, DENIED]);
    await invokeWithRetries(eventOf('a.csv', 'b.csv', 'c.csv'));
    await bench.drain();

    const seen = await look(bench);
    const sends = bench.calls.filter(toCommands).length;
    const skipped = logged(bench).filter(({ message }) => /not run/.test(String(message))).length;
    tell(
      `${failures(bench).length} failure, ${sends} sends, ${skipped} duplicates delivered: ${inWords(seen)}`,
    );
    expect(failures(bench)).toHaveLength(1);
    expect(sends).toBe(5);
    expect(skipped).toBe(0);
    expect(seen).toMatchObject({ posts: 3, succeeded: 3, runs: 3, deadLetters: 0 });
  },
);

fault(
  33,
  'an event comes again after six minutes, and once more when its record is gone',
  'a late duplicate is not run; without a record, the run is found',
  async (tell) => {
    await invokeWithRetries(eventOf('a.csv'));
    await bench.drain();
    await advanceClock(360_000);
    await invokeWithRetries(eventOf('a.csv'));
    await bench.drain();
    const late = await look(bench);
    for (const { id } of await bench.records.commands()) await bench.records.forget(id);
    await advanceClock(360_000);
    await invokeWithRetries(eventOf('a.csv'));
    await bench.drain();

    const seen = await look(bench);
    tell(`after six minutes: ${inWords(late)}; without a record: ${inWords(seen)}`);
    expect(late).toMatchObject({ posts: 1, succeeded: 1, runs: 1 });
    // The trigger, which exists, and the question whose run it is.
    expect(seen).toMatchObject({ posts: 3, succeeded: 1, runs: 1, deadLetters: 0 });
  },
);

fault(
  48,
  'the upload trigger fails for an hour',
  "its events are kept, alarmed of; handed over again, even twice, each file's DAG runs once",
  async (tell) => {
    bench.onCall = always(toCommands, DENIED);
    const Bucket = bench.output('UploadBucket');
    const keys = ['a.csv', 'b.csv', 'c.csv'];
    for (const Key of keys) {
      await bench.run.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    await bench.settle();
    const kept = await bench.messagesIn('UploadDeadLetterQueueUrl');
    const before = await look(bench);
    await advanceClock(3_600_000);
    bench.onCall = () => undefined;
    for (const { body } of [...kept, ...kept]) {
      await invokeWithRetries(JSON.parse(body).requestPayload);
    }
    await bench.drain();

    const seen = await look(bench);
    const { MetricName, Threshold } = alarmOf(bench, 'Uploads not queued');
    const runs = await bench.airflow.dagRuns('orders');
    const found = runs.map(({ conf }) => String(Object(conf).key)).toSorted();
    tell(
      `${failures(bench).length} failures, ${kept.length} events kept (alarm above ${Threshold}); then runs for ${found.join(', ')}: ${inWords(seen)}`,
    );
    expect(failures(bench)).toHaveLength(9);
    expect(MetricName).toBe('ApproximateNumberOfMessagesVisible');
    expect(kept.length).toBeGreaterThan(Threshold);
    expect(before).toMatchObject({ posts: 0, runs: 0 });
    expect(found).toEqual(keys);
    expect(seen).toMatchObject({ posts: 3, succeeded: 3, runs: 3, deadLetters: 0 });
  },
);
