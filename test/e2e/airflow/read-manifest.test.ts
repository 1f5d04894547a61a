import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { airflowVersionsToTest } from '../../support/airflow-versions';
import { SampleDags } from '../../support/sample-dags';

const VERSIONS = await airflowVersionsToTest();

/** Would be there if a key had been run. */
const PROOF = path.join(tmpdir(), `mwaaq-ran-${process.pid}`);

const NASTY = `incoming/Ün "nasty" o'clock + 100%2B 🚀\nline two.csv`;
const CODE = `--help $(touch ${PROOF}) "; touch ${PROOF}; echo "{{ dag_run.conf }}.sh`;

const HOSTILE_KEYS = [
  NASTY,
  CODE,
  'incoming/line\u2028and paragraph\u2029, next\u0085, tab\t, return\r.csv',
  '/../~/{{ 1 }}//',
];

describe.each(VERSIONS)('the sample DAGs on Airflow %s', (version) => {
  let started: SampleDags | undefined;

  function dags(): SampleDags {
    if (started === undefined) throw new Error('Airflow did not start');
    return started;
  }

  beforeAll(async () => {
    started = await SampleDags.start(version);
  });
  afterAll(() => started?.stop());

  it('read and count the 500 files of a manifest', async () => {
    const plain = Array.from({ length: 500 - HOSTILE_KEYS.length }, (_, i) => `incoming/${i}.csv`);
    const files = await putAll(dags(), [...plain, ...HOSTILE_KEYS]);
    const lines = files.map((file) => JSON.stringify(file)).join('\n');
    const { bucket, key } = await dags().put('manifests/batch.jsonl', `${lines}\n`);

    const run = await dags().run('read_batch', { fileCount: 500, manifest: { bucket, key } });

    expect(run.state).toBe('success');
    expect(await dags().returnedBy('read_batch', run.runId, 'count_files')).toBe(500);
  });

  it('read and count the files that the conf itself lists', async () => {
    const files = await putAll(dags(), HOSTILE_KEYS);

    const run = await dags().run('read_batch', { fileCount: files.length, group: 'x', files });

    expect(run.state).toBe('success');
    const counted = await dags().returnedBy('read_batch', run.runId, 'count_files');
    expect(counted).toBe(HOSTILE_KEYS.length);
  });

  it.each([
    ['one file too few', 1],
    ['none at all', 0],
  ])('fail a batch of 2 that lists %s', async (_, listed) => {
    const files = await putAll(dags(), HOSTILE_KEYS.slice(0, listed));

    const run = await dags().run('read_batch', { fileCount: 2, files });

    expect(run.state).toBe('failed');
    expect(await dags().logsOf('read_batch', run.runId, 'count_files')).toEqual([
      expect.stringContaining(`Read ${listed} files of a batch of 2`),
    ]);
  });

  it.each([
    ['quotes, spaces and a line break', NASTY],
    ['code for a shell and for Jinja', CODE],
  ])('see a key of %s byte for byte, in Python and in a shell', async (_, key) => {
    const upload = await dags().put(key, 'six\nby');

    const { runId, state } = await dags().run('read_upload', upload);

    expect(state).toBe('success');
    expect(await dags().returnedBy('read_upload', runId, 'read')).toEqual({ key, bytes: 6 });
    const hash = createHash('sha256').update(`s3://${upload.bucket}/${key}`).digest('hex');
    expect(await dags().returnedBy('read_upload', runId, 'in_a_shell')).toBe(hash);
    expect(existsSync(PROOF)).toBe(false);
  });

  it('skip an upload whose object has been written again', async () => {
    const first = await dags().put('incoming/again.csv', 'first');
    await dags().put('incoming/again.csv', 'second');

    const { runId, state } = await dags().run('read_upload', first);

    expect(state).toBe('success');
    expect(await dags().returnedBy('read_upload', runId, 'read')).toBeUndefined();
    expect(await dags().logsOf('read_upload', runId, 'read')).toEqual([
      expect.stringContaining('Written again since'),
    ]);
  });

  it.each([
    ['read_upload', 'read', { fileCount: 1, files: [] }, 'The conf has no bucket, key, size'],
    ['read_batch', 'find_slices', { bucket: 'b', key: 'k' }, 'The conf must have fileCount'],
  ])('refuse the conf of another trigger at the first try: %s', async (dagId, task, conf, said) => {
    const { runId, state } = await dags().run(dagId, conf);

    expect(state).toBe('failed');
    expect(await dags().logsOf(dagId, runId, task)).toEqual([expect.stringContaining(said)]);
  });
});

async function putAll(dags: SampleDags, keys: readonly string[]) {
  return Promise.all(keys.map((key) => dags.put(key, `of ${key}`)));
}
