import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { fault } from '../../support/faults/fault';
import { asked, inWords, logged, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';
import { type S3Change, s3Record } from '../../support/s3-events';

/** One event of writes, as S3 tells it. */
const eventOf = (...changes: readonly S3Change[]) => ({ Records: changes.map(s3Record) });

/** Keys with everything that breaks on the way. */
const KEYS = [
  'with space.csv',
  'plus+plus.csv',
  '100%2B.csv',
  `o'clock "quoted" \\ back.csv`,
  'line one\nline two.csv',
  '$(id) `id` $HOME; rm -rf *.csv',
  'Ünïcödé 🚀 \u2028.csv',
  '--conf',
  '-h',
  `${'long/'.repeat(204)}key.csv`.slice(-1024),
];

byEachWay({ environment: { uploads: [{ dagId: 'orders' }] } }, (bench) => {
  /** What the runs were told of their objects. */
  async function confs() {
    const runs = await bench.airflow.dagRuns('orders');
    return runs.map(({ conf }) => Object(conf) as Readonly<Record<string, unknown>>);
  }

  fault(
    29,
    "S3's events come twice, out of order, for a key that is overwritten, in a bucket with versions",
    'one run for each write',
    async (tell) => {
      const writes: readonly S3Change[] = [
        { key: 'a.csv', sequencer: '0055AED6DCD90281E5' },
        { key: 'a.csv', sequencer: '0055AED6DCD90281E6' },
        { key: 'b.csv', sequencer: '0055AED6DCD90281E5' },
        { key: 'v.csv', versionId: 'v1', sequencer: '01' },
        { key: 'v.csv', versionId: 'v2', sequencer: '02' },
      ];
      // The later write of a.csv comes first; each comes twice, the second time all in one event.
      await bench.notify(...writes.toReversed().map((write) => eventOf(write)), eventOf(...writes));
      await bench.drain();

      const seen = await look(bench);
      tell(`${writes.length} writes, ${2 * writes.length} events: ${inWords(seen)}`);
      expect(seen).toMatchObject({ posts: 5, succeeded: 5, runs: 5, deadLetters: 0 });
    },
  );

  fault(
    30,
    'keys with spaces, +, %2B, quotes, a line break, $(id), an emoji, 1024 bytes, leading dashes',
    'decoded once: each run has its very key, no argument changed',
    async (tell) => {
      const Bucket = bench.output('UploadBucket');
      for (const Key of KEYS) {
        await bench.run.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a' }));
      }
      await bench.drain();

      const seen = await look(bench);
      const received = (await confs()).map(({ key }) => key);
      const exact = KEYS.filter((key) => received.includes(key)).length;
      tell(`${KEYS.length} keys: ${exact} exact, ${inWords(seen)}`);
      expect(received.toSorted()).toEqual(KEYS.toSorted());
      expect(seen).toMatchObject({ posts: KEYS.length, runs: KEYS.length, deadLetters: 0 });
    },
  );

  fault(
    31,
    "S3's test event, a deletion, an empty folder",
    'ignored, each with a line in the log',
    async (tell) => {
      await bench.notify(
        { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' },
        eventOf({ key: 'a.csv', eventName: 'ObjectRemoved:Delete' }, { key: 'folder/', size: 0 }),
      );
      await bench.drain();

      const seen = await look(bench);
      const ignored = logged(bench).flatMap(({ message, what, key, why }) => {
        if (message === 'upload ignored') return [`${key}: ${why}`];
        return message === 'ignored' ? [String(what)] : [];
      });
      tell(`ignored: ${ignored.join('; ')}; ${inWords(seen)}`);
      expect(ignored.toSorted()).toEqual([
        'ObjectRemoved:Delete of a.csv',
        'S3’s test event',
        'folder/: it is a folder marker',
      ]);
      expect(await bench.records.commands()).toEqual([]);
    },
  );

  fault(
    35,
    'two writes within five minutes that make the same command but for their sequencers; the same text sent twice',
    'both run',
    async (tell) => {
      await bench.notify(
        eventOf({ key: 'a.csv', sequencer: '01' }, { key: 'a.csv', sequencer: '02' }),
      );
      await bench.runAll('dags unpause orders', 'dags unpause orders');

      const seen = await look(bench);
      const [first, second] = await confs();
      const unpaused = asked(bench).filter((one) => /^(dags unpause|PATCH)/.test(one));
      tell(`${unpaused.length} unpaused, ${inWords(seen)}`);
      expect(first).toEqual(second);
      expect(seen).toMatchObject({ runs: 2, posts: 4, succeeded: 4 });
      expect(unpaused).toHaveLength(2);
    },
  );
});
