import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { alarmOf } from '../../support/faults/alarms';
import { always, inTurn, refusal, sendingTo } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { inWords, logged, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { byEachWay } from '../../support/faults/ways';
import { s3Record } from '../../support/s3-events';

const DENIED = refusal(403, 'AccessDenied', 'not authorized');

const OPTIONS = { environment: { uploads: [{ dagId: 'orders' }] } };

const toCommands = sendingTo('Commands');

const eventOf = (...keys: readonly string[]) => ({ Records: keys.map((key) => s3Record({ key })) });

describe('before anything is asked of Airflow', () => {
  const bench = useBench(OPTIONS);

  /** The log's lines of one kind. */
  const lines = (text: string) => logged(bench).filter(({ message }) => message === text);

  fault(
    32,
    'a send fails after others of the same event were sent',
    'the event is handled again; what was sent already is absorbed',
    async (tell) => {
      bench.onCall = inTurn(toCommands, [undefined, DENIED]);
      await bench.notify(eventOf('a.csv', 'b.csv', 'c.csv'));
      await bench.drain();

      const seen = await look(bench);
      const sends = bench.calls.filter(toCommands).length;
      const givenBack = lines('a message is given back').length;
      tell(`given back ${givenBack} times, ${sends} sends: ${inWords(seen)}`);
      expect(givenBack).toBe(1);
      expect(sends).toBe(6);
      expect(seen).toMatchObject({ posts: 3, succeeded: 3, runs: 3, deadLetters: 0 });
    },
  );

  fault(
    48,
    'the upload trigger cannot send, for an hour; for four hours',
    "its events wait; after three hours they are kept, alarmed of; handed over again, even twice, each file's DAG runs once",
    async (tell) => {
      const Bucket = bench.output('UploadBucket');
      const upload = async (...keys: readonly string[]) => {
        for (const Key of keys) {
          await bench.run.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
        }
      };
      bench.onCall = always(toCommands, DENIED);
      await upload('hour.csv');
      for (let waited = 0; waited < 3600; ) waited += await bench.step();
      const afterAnHour = await bench.messagesIn('UploadDeadLetterQueueUrl');
      bench.onCall = () => undefined;
      await bench.drain();
      const mended = await look(bench);

      bench.onCall = always(toCommands, DENIED);
      await upload('a.csv', 'b.csv', 'c.csv');
      for (let waited = 0; waited < 4 * 3600; ) {
        const wait = await bench.step();
        if (wait === 0) break;
        waited += wait;
      }
      const kept = await bench.messagesIn('UploadDeadLetterQueueUrl');
      bench.onCall = () => undefined;
      // SQS's own redrive moves each message back to the queue that it came from.
      for (const { body } of [...kept, ...kept]) await bench.notify(body);
      await bench.drain();

      const seen = await look(bench);
      const { MetricName, Threshold } = alarmOf(bench, 'Uploads not queued');
      const runs = await bench.airflow.dagRuns('orders');
      const found = runs.map(({ conf }) => String(Object(conf).key)).toSorted();
      tell(
        `after an hour ${afterAnHour.length} kept, then ${inWords(mended)}; after four ${kept.length} kept (alarm above ${Threshold}), then runs for ${found.join(', ')}`,
      );
      expect(afterAnHour).toEqual([]);
      expect(mended).toMatchObject({ posts: 1, succeeded: 1, runs: 1 });
      expect(MetricName).toBe('ApproximateNumberOfMessagesVisible');
      expect(kept).toHaveLength(3);
      expect(found).toEqual(['a.csv', 'b.csv', 'c.csv', 'hour.csv']);
      expect(seen).toMatchObject({ posts: 4, succeeded: 4, runs: 4, deadLetters: 0 });
    },
  );
});

byEachWay(OPTIONS, (bench, way) => {
  fault(
    33,
    'an event comes again after six minutes, and once more when its record is gone',
    'a late duplicate is not run; without a record, the run is found',
    async (tell) => {
      const notifyLate = async () => {
        await advanceClock(360_000);
        await bench.notify(eventOf('a.csv'));
        await bench.drain();
      };
      await notifyLate();
      await notifyLate();
      const late = await look(bench);
      for (const { id } of await bench.records.commands()) await bench.records.forget(id);
      await notifyLate();

      const seen = await look(bench);
      tell(`after six minutes: ${inWords(late)}; without a record: ${inWords(seen)}`);
      expect(late).toMatchObject({ posts: 1, succeeded: 1, runs: 1 });
      // The trigger, whose run exists, and the question whose it is.
      expect(seen).toMatchObject({
        posts: 2 + way.confirmations,
        succeeded: 1,
        runs: 1,
        deadLetters: 0,
      });
    },
  );
});
