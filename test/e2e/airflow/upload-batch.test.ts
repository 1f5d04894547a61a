import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RealAirflow, startRealAirflow } from '../../../local/mwaa/real/real-airflow';
import { StackRun } from '../../../local/stack-run';
import { waitUntil } from '../../../local/wait';
import { type Relay, startRelay } from '../../support/relay';
import { SAMPLE_DAGS, s3Variables } from '../../support/sample-dags';

const VERSION = '3.3.1';
const ENVIRONMENT = 'MyEnvironment';
const KEYS = Array.from({ length: 500 }, (_, i) => `in/part ${i} of "500" + é.csv`);

/** Of real time: Airflow starts Python anew for each command and task, on a busy machine. */
const LIMIT_MS = 600_000;

describe(`500 uploads, on a real Airflow ${VERSION}`, () => {
  let relay: Relay;
  let airflow: RealAirflow;
  let run: StackRun;
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'airflow-batch-'));
    relay = await startRelay();
    airflow = await startRealAirflow({
      version: VERSION,
      home: path.join(home, 'home'),
      dagIds: [],
      moreDags: SAMPLE_DAGS,
      variables: s3Variables(relay.endpoint),
      onProgress: console.log,
    });
    const batch = { windowSeconds: 600, maxFiles: KEYS.length };
    const config = {
      name: ENVIRONMENT,
      uploads: [{ name: 'in', dagId: 'read_batch', prefix: 'in/', batch }],
    };
    run = await StackRun.start('upload-batch', [{ config, engine: airflow }]);
    relay.to(run.local.stack.endpoint);
  });

  afterAll(async () => {
    await run?.stop();
    await airflow?.stop();
    await relay?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('become one run, whose DAG reads the manifest and counts 500', async () => {
    const { UploadBucket: Bucket } = run.outputs(ENVIRONMENT);
    for (const Key of KEYS) {
      await run.local.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    await run.drain(LIMIT_MS);
    const ended = async () =>
      (await airflow.dagRuns('read_batch')).every(({ state }) => !/queued|running/.test(state));
    await waitUntil('the run has ended', ended, LIMIT_MS);

    const [first, ...more] = await airflow.dagRuns('read_batch');
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      state: 'success',
      conf: { fileCount: KEYS.length, manifest: { key: expect.stringMatching(/\.jsonl$/) } },
    });
    const counted = await airflow.returnedBy('read_batch', first?.runId ?? '', 'count_files');
    expect(counted).toBe(KEYS.length);
  });
});
