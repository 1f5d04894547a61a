import { randomUUID } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { EnvironmentOutputs, LocalRun } from '../run';

/** One file that the demo uploads. */
export interface UploadedFile {
  readonly environment: string;
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** Whether it lies within the upload trigger's prefix and suffix. */
  readonly expected: boolean;
}

/** A key with everything that breaks: spaces, a plus, its own escape, quotes, an emoji, a line break. */
const NASTY_KEY = `incoming/Ün "nasty" o'clock + 100%2B 🚀\nline two.csv`;

const FILES: readonly { readonly environment: number; readonly key: string; expected: boolean }[] =
  [
    { environment: 0, key: 'incoming/orders.csv', expected: true },
    { environment: 1, key: 'exports/monday.parquet', expected: true },
    { environment: 0, key: 'incoming/customers 2026.csv', expected: true },
    { environment: 1, key: 'exports/tuesday.parquet', expected: true },
    { environment: 0, key: NASTY_KEY, expected: true },
    { environment: 0, key: 'notes/outside-prefix-and-suffix.txt', expected: false },
  ];

/** Uploads real files through the S3 API. */
export async function uploadFiles(run: LocalRun): Promise<readonly UploadedFile[]> {
  const uploaded: UploadedFile[] = [];
  for (const [i, { environment: index, key, expected }] of FILES.entries()) {
    const environment = environmentAt(run, index);
    const Bucket = environment.UploadBucket ?? '';
    const Body = `id,amount\n${i + 1},${(i + 1) * 10}\n`;
    await run.stack.s3.send(new PutObjectCommand({ Bucket, Key: key, Body }));
    const head = await run.stack.s3.send(new HeadObjectCommand({ Bucket, Key: key }));
    uploaded.push({
      environment: environment.EnvironmentName,
      bucket: Bucket,
      key,
      size: head.ContentLength ?? 0,
      etag: (head.ETag ?? '').replaceAll('"', ''),
      expected,
    });
  }
  return uploaded;
}

/** Files that come together, and that one run is to be told of. */
export const BATCH = {
  environment: 0,
  dagId: 'load_events',
  keys: Array.from({ length: 12 }, (_, i) => `events/part-${i + 1}.json`),
} as const;

/** Uploads them all at once. */
export async function uploadBatch(run: LocalRun): Promise<void> {
  const { UploadBucket: Bucket = '' } = environmentAt(run, BATCH.environment);
  const put = (Key: string) =>
    run.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: `{"part":"${Key}"}` }));
  await Promise.all(BATCH.keys.map(put));
}

const PLAIN_TEXT = 'dags trigger daily_report --conf \'{"note": "by hand, it\'"\'"\'s fine"}\'';
const ARGV = ['dags', 'unpause', 'ingest_csv'];
export const BAD_MESSAGE = '{"comand": "dags trigger ingest_csv"}';

/** What the other environment has to do at the same time: what runs there must not wait for the first. */
const MEANWHILE = ['dags unpause load_export', 'version', 'version'];

/** Sends what any SQS sender may send: plain text, JSON, and a message with a typo. */
export async function sendMessages(run: LocalRun): Promise<void> {
  const messages = [PLAIN_TEXT, JSON.stringify({ argv: ARGV }), BAD_MESSAGE];
  await Promise.all([
    sendInOrder(run, environmentAt(run, 0), messages),
    sendInOrder(run, environmentAt(run, 1), MEANWHILE),
  ]);
}

async function sendInOrder(
  { stack }: LocalRun,
  { QueueUrl, EnvironmentName }: EnvironmentOutputs,
  bodies: readonly string[],
): Promise<void> {
  for (const MessageBody of bodies) {
    await stack.sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody,
        MessageGroupId: EnvironmentName,
        MessageDeduplicationId: randomUUID(),
      }),
    );
  }
}

/** Lets the first schedule's next time come; Scheduler delivers that firing twice. */
export async function fireSchedule(run: LocalRun): Promise<void> {
  const [name] = run.stack.schedules.names;
  if (name !== undefined) await run.stack.schedules.fireNext(name, 2);
}

function environmentAt(run: LocalRun, index: number): EnvironmentOutputs {
  const environment = run.environments[index];
  if (environment !== undefined) return environment;
  throw new Error(`the demo needs ${index + 1} environments: add them to cdk.json`);
}
