import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { UPLOAD_TRIGGER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';

export const ENVIRONMENT = 'MyEnvironment';
export const BATCHED = { dagId: 'ingest_batch', maxFiles: 1000, windowSeconds: 30 };
export const SINGLE = { dagId: 'ingest_file' };

/** How long a command takes its Airflow; MWAA takes seconds. */
const COMMAND_MS = 2;

/** One line of a manifest, as the README of the sample DAGs has it. */
export interface ManifestLine {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly eventTime: string;
}

/** The `conf` of a batch's run. */
export interface BatchConf {
  readonly fileCount: number;
  readonly files?: readonly ManifestLine[];
  readonly manifest?: { readonly bucket: string; readonly key: string };
}

/** At which writes of the batching function its processes are killed: while it joins, and while it claims. */
const KILLED_AT = [20, 500, 2500];

/** How often its processes were killed at work so far. */
export interface Kills {
  count: number;
}

/**
 * An environment with a trigger that batches and one that does not. Every 20th event comes twice, and the
 * function that batches is killed three times.
 */
export async function startBurst(kills: Kills): Promise<StackRun> {
  const { windowSeconds, maxFiles } = BATCHED;
  const config = {
    name: ENVIRONMENT,
    uploads: [
      {
        name: BATCHED.dagId,
        dagId: BATCHED.dagId,
        prefix: 'batched/',
        batch: { windowSeconds, maxFiles },
      },
      { dagId: SINGLE.dagId, prefix: 'single/' },
    ],
  };
  const engine = createAirflowModel({
    version: '3.3.1',
    dagIds: [BATCHED.dagId, SINGLE.dagId],
    commandDurationMs: COMMAND_MS,
  });
  let writes = 0;
  const run = await StackRun.start('burst', [{ config, engine }], {
    deliveries: (nth) => (nth % 20 === 0 ? 2 : 1),
    async onCall({ operation, input, phase }) {
      if (phase === 'before' || operation !== 'PutItem') return;
      if (
        Object(input).TableName !== batched().spec.variables[UPLOAD_TRIGGER_VARIABLES.uploadsTable]
      )
        return;
      if (!KILLED_AT.includes(++writes)) return;
      kills.count++;
      await batched().kill();
    },
  });
  const batched = () => run.uploadFunction(BATCHED.dagId);
  return run;
}

/** @returns the seconds that it took to upload them */
export async function upload(run: StackRun, keys: readonly string[]): Promise<number> {
  const start = performance.now();
  await run.upload(ENVIRONMENT, keys);
  return (performance.now() - start) / 1000;
}

/** The runs of a DAG, each with what it was told. */
export async function confsOf(run: StackRun, dagId: string): Promise<readonly BatchConf[]> {
  const environment = run.local.standIn.environments.get(ENVIRONMENT);
  const runs = (await environment?.airflow.dagRuns(dagId)) ?? [];
  return runs.map(({ conf }) => conf as BatchConf);
}

/** The files that a batch's run reads. */
export async function filesOf(run: StackRun, conf: BatchConf): Promise<readonly ManifestLine[]> {
  const { files, manifest } = conf;
  if (manifest === undefined) return files ?? [];
  const { bucket: Bucket, key: Key } = manifest;
  const { Body } = await run.local.stack.s3.send(new GetObjectCommand({ Bucket, Key }));
  const lines = ((await Body?.transformToString()) ?? '').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as ManifestLine);
}

/** The keys of all manifests there are, whether a run was told of them or not. */
export async function manifestKeys(run: StackRun): Promise<readonly string[]> {
  const { UploadManifestsBucket: Bucket = '' } = run.outputs(ENVIRONMENT);
  const { Contents = [] } = await run.local.stack.s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = '' }) => Key);
}
