import { PutObjectCommand } from '@aws-sdk/client-s3';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { MwaaCommandQueue, UploadForwarder, type UploadTriggerOptions } from '../../../lib';
import { restoreClock } from '../../../local/clock';
import { drainVirtually } from '../../../local/drain';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { localFolder } from '../../../local/project';
import { type LocalRun, runLocally } from '../../../local/run';
import { ACCOUNT, REGION } from '../../../local/stack/account';
import { readAssembly, type SynthesizedStack } from '../../../local/stack/assembly';
import { createBucket } from '../aws';

/** Whose the buckets are: this app's (with versions), another owner's in this account, and another account's. */
export type BucketKind = 'own' | 'imported' | 'theirs';

/** An upload trigger, named by the DAG that it triggers. */
export interface FlowTrigger extends Omit<UploadTriggerOptions, 'bucket' | 'dagId'> {
  readonly on: BucketKind;
}

const ENVIRONMENT = 'MyEnvironment';
const STACK = 'Uploads';
const THEM = '111111111111';

/** A command of the model takes no time worth waiting for. */
const COMMAND_MS = 2;

/** Of real time, on a busy machine. */
const LIMIT_MS = 120_000;

/** Upload triggers of a test's own, on buckets of every kind, in the local stack with the real bundles. */
export class UploadFlow {
  private constructor(
    private readonly run: LocalRun,
    private readonly airflow: ReturnType<typeof createAirflowModel>,
    private readonly buckets: Readonly<Record<BucketKind, string>>,
  ) {}

  static async start(triggers: Readonly<Record<string, FlowTrigger>>): Promise<UploadFlow> {
    const dagIds = Object.keys(triggers);
    const options = { version: '3.3.1', dagIds, commandDurationMs: COMMAND_MS };
    const airflow = createAirflowModel(options);
    const run = await runLocally({
      stacks: synthesize(triggers),
      engines: new Map([[ENVIRONMENT, airflow]]),
      onEvent: () => {},
      onRan: () => {},
      bucketAccounts: new Map([['theirs', THEM]]),
    });
    for (const name of ['imported', 'theirs']) await createBucket(run.stack.s3, name);
    const own = run.stack.outputs.get(STACK)?.OwnBucket ?? '';
    return new UploadFlow(run, airflow, { own, imported: 'imported', theirs: 'theirs' });
  }

  bucket(kind: BucketKind): string {
    return this.buckets[kind];
  }

  async put(kind: BucketKind, key: string, body = key): Promise<void> {
    const Bucket = this.bucket(kind);
    await this.run.stack.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body }));
  }

  /** Lets everything come to its end, windows included. */
  drain(): Promise<void> {
    return drainVirtually(this.run, undefined, LIMIT_MS);
  }

  /** What a DAG's runs were told, in their order. */
  async confsOf(dagId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.airflow.dagRuns(dagId)).map(({ conf }) => Object(conf));
  }

  async keysOf(dagId: string): Promise<readonly string[]> {
    return (await this.confsOf(dagId)).map(({ key }) => String(key)).toSorted();
  }

  async stop(): Promise<void> {
    await this.run.stop();
    await restoreClock();
  }
}

function synthesize(triggers: Readonly<Record<string, FlowTrigger>>): readonly SynthesizedStack[] {
  const outdir = localFolder('upload-flow');
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, STACK);
  const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT });
  new CfnOutput(stack, 'EnvironmentName', { value: ENVIRONMENT });
  new CfnOutput(stack, 'QueueUrl', { value: queue.queue.queueUrl });
  const own = new Bucket(stack, 'Own', { versioned: true });
  new CfnOutput(stack, 'OwnBucket', { value: own.bucketName });
  const buckets: Readonly<Record<BucketKind, IBucket>> = {
    own,
    imported: Bucket.fromBucketName(stack, 'Imported', 'imported'),
    theirs: Bucket.fromBucketName(stack, 'Theirs', 'theirs'),
  };
  for (const [dagId, { on, ...options }] of Object.entries(triggers)) {
    const sourceAccounts = on === 'theirs' ? [THEM] : undefined;
    queue.addUploadTrigger(dagId, { ...options, sourceAccounts, bucket: buckets[on], dagId });
  }
  if (queue.uploadEventBus !== undefined) {
    forward(app, stack.resolve(queue.uploadEventBus.eventBusArn)['Fn::GetAtt'][0]);
  }
  app.synth();
  return readAssembly(outdir);
}

/** The sender's side, as its owners have it in a stack of their account. */
function forward(app: App, busId: string): void {
  const sender = new Stack(app, 'Sender');
  const arn = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${STACK}-${busId}`;
  new UploadForwarder(sender, 'Forwarder', {
    bucket: Bucket.fromBucketName(sender, 'Bucket', 'theirs'),
    eventBus: EventBus.fromEventBusArn(sender, 'Bus', arn),
  });
}

/** A batch's window that no test waits for in real time. */
export const WINDOW = Duration.minutes(5);
