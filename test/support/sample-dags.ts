import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { writeCommand } from '../../lambda/airflow/argv';
import { type RealAirflow, startRealAirflow } from '../../local/mwaa/real/real-airflow';
import { CREDENTIALS, REGION } from '../../local/stack/account';
import { type AwsServer, startAwsServer } from '../../local/stack/aws-server';
import { waitUntil } from '../../local/wait';
import { ROOT } from './process';

export const SAMPLE_DAGS = {
  folder: path.join(ROOT, 'examples', 'dags'),
  dagIds: ['read_upload', 'read_batch'],
} as const;

/** Airflow 2 starts Python anew for each task, one after the other. */
const RUN_WITHIN_MS = 600_000;

/** How a run has ended. */
export interface EndedRun {
  readonly runId: string;
  readonly state: string;
}

/** One uploaded object, as a run's `conf` has it. */
export interface SampleFile {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly eventTime: string;
}

/** What boto3 needs to call a server of this machine. It takes an address without a name as path-style. */
export function s3Variables(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_DEFAULT_REGION: REGION,
  };
}

/** The sample DAGs in a real Airflow, whose tasks read an S3 of this machine. */
export class SampleDags {
  private runs = 0;

  private constructor(
    private readonly aws: AwsServer,
    private readonly airflow: RealAirflow,
    private readonly folder: string,
  ) {}

  static async start(version: string): Promise<SampleDags> {
    const folder = await mkdtemp(path.join(tmpdir(), `airflow-${version}-`));
    const aws = await startAwsServer(() => {});
    try {
      await aws.s3.send(new CreateBucketCommand({ Bucket: 'uploads' }));
      const airflow = await startRealAirflow({
        version,
        home: path.join(folder, 'home'),
        dagIds: [],
        moreDags: SAMPLE_DAGS,
        variables: s3Variables(aws.endpoint),
        onProgress: console.log,
      });
      return new SampleDags(aws, airflow, folder);
    } catch (error) {
      await aws.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Puts an object, and tells of it as a run's `conf` does. */
  async put(key: string, body: string): Promise<SampleFile> {
    const bucket = 'uploads';
    const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body });
    const { ETag = '' } = await this.aws.s3.send(put);
    const etag = ETag.replaceAll('"', '');
    const eventTime = '2026-03-01T10:00:00.000Z';
    return { bucket, key, size: Buffer.byteLength(body), etag, eventTime };
  }

  /** Triggers a run through Airflow's command line, and waits until it has ended. */
  async run(dagId: string, conf: object): Promise<EndedRun> {
    this.runs++;
    const runId = `run-${this.runs}`;
    const argv = ['dags', 'trigger', dagId, '--run-id', runId, '--conf', JSON.stringify(conf)];
    const { exitCode, stderr } = await this.airflow.run(writeCommand(argv));
    if (exitCode !== 0) throw new Error(`the trigger failed: ${stderr}`);
    const state = async () =>
      (await this.airflow.dagRuns(dagId)).find((run) => run.runId === runId)?.state ?? 'missing';
    const hasEnded = async () => ['success', 'failed'].includes(await state());
    await waitUntil(`${dagId} has ended`, hasEnded, RUN_WITHIN_MS);
    return { runId, state: await state() };
  }

  returnedBy(dagId: string, runId: string, taskId: string): Promise<unknown> {
    return this.airflow.returnedBy(dagId, runId, taskId);
  }

  /** What each try of a task that runs once has logged. */
  async logsOf(dagId: string, runId: string, taskId: string): Promise<readonly string[]> {
    const names = [`dag_id=${dagId}`, `run_id=${runId}`, `task_id=${taskId}`];
    const folder = path.join(this.folder, 'home', 'logs', ...names);
    const files = await readdir(folder);
    return Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  }

  async stop(): Promise<void> {
    await this.airflow.stop();
    await this.aws.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
