import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StackRun } from '../../../local/stack-run';
import { fault } from '../../support/faults/fault';
import {
  BATCHED,
  type BatchConf,
  confsOf,
  ENVIRONMENT,
  filesOf,
  type ManifestLine,
  manifestKeys,
  SINGLE,
  startBurst,
  upload,
} from '../../support/upload-burst/burst';

/** Of real time, on a busy machine; alone it takes less than a minute. */
const LIMIT_MS = 600_000;

const BURST = Array.from({ length: 5000 }, (_, i) => `batched/${i % 7}/file-${i}.csv`);
const ONE_BY_ONE = Array.from({ length: 200 }, (_, i) => `single/file-${i}.csv`);

describe('5,000 uploads, events twice, the function killed three times', () => {
  let run: StackRun;
  let seconds: number;
  const kills = { count: 0 };
  let confs: readonly BatchConf[];
  let files: readonly (readonly ManifestLine[])[];

  beforeAll(async () => {
    run = await startBurst(kills);
    seconds = await upload(run, BURST);
    await run.drain(LIMIT_MS);
    confs = await confsOf(run, BATCHED.dagId);
    files = await Promise.all(confs.map((conf) => filesOf(run, conf)));
  }, LIMIT_MS + 60_000);

  afterAll(() => run?.stop());

  fault(
    53,
    '5,000 uploads in a minute with batching, the function killed in between, events duplicated',
    'each file in exactly one manifest, each manifest exactly one run',
    async (tell) => {
      const keys = files.flat().map(({ key }) => key);
      const told = confs.map(({ fileCount }) => fileCount).toSorted((a, b) => b - a);
      tell(
        `${BURST.length} files in ${seconds.toFixed(0)} s, killed ${kills.count} times, ${twice(run)} events twice: ${confs.length} runs of ${told.join(', ')} files`,
      );
      expect(kills.count).toBe(3);
      expect(seconds).toBeLessThan(60);
      expect(keys.toSorted()).toEqual(BURST.toSorted());
    },
  );

  it('are at most ten runs, none with more files than a batch may have', () => {
    expect(confs.length).toBeLessThanOrEqual(10);
    expect(Math.max(...confs.map(({ fileCount }) => fileCount))).toBeLessThanOrEqual(
      BATCHED.maxFiles,
    );
  });

  it('are listed in manifests, each told to one run, which tells how long it is', async () => {
    const manifests = confs.flatMap(({ manifest }) =>
      manifest === undefined ? [] : [manifest.key],
    );
    expect(manifests.toSorted()).toEqual((await manifestKeys(run)).toSorted());
    expect(files.map((list) => list.length)).toEqual(confs.map(({ fileCount }) => fileCount));
  });

  it('are each described as they lie in the bucket', () => {
    const bucket = run.outputs(ENVIRONMENT).UploadBucket;
    for (const file of files.flat()) {
      expect(file).toMatchObject({
        bucket,
        size: file.key.length,
        etag: /^[0-9a-f]{32}$/.exec(file.etag)?.[0],
      });
    }
  });

  it('leave no dead letter, and an outcome of each run', async () => {
    const records = await run.records(ENVIRONMENT);
    const batches = records.filter(({ dagId }) => dagId === BATCHED.dagId);
    expect(batches.map((r) => r.state === 'ended' && r.outcome)).toEqual(
      confs.map(() => 'succeeded'),
    );
  });

  it(
    'are a run each without batching: 200 of them, one by one',
    async () => {
      const took = await upload(run, ONE_BY_ONE);
      const start = performance.now();
      await run.drain(LIMIT_MS);
      const drained = (performance.now() - start) / 1000;
      console.log(
        `${ONE_BY_ONE.length} uploads one by one: uploaded in ${took.toFixed(1)} s, run in ${drained.toFixed(1)} s`,
      );
      const keys = (await confsOf(run, SINGLE.dagId)).map((conf) => String(Object(conf).key));
      expect(keys.toSorted()).toEqual(ONE_BY_ONE.toSorted());
    },
    LIMIT_MS,
  );
});

function twice(run: StackRun): number {
  return run.events.filter((event) => event.kind === 'notified' && event.delivery === 2).length;
}
