import { afterAll, beforeAll } from 'vitest';
import { readConfig } from '../../../app/config';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { dagIdsOf } from '../../../local/project';
import { waitUntil } from '../../../local/wait';
import { synthesizeIn } from '../app';
import { messagesIn } from '../aws';
import { Account, type Outputs } from './account';

export const ENVIRONMENT = 'MyEnvironment';
export const STACK = `mwaaq-${ENVIRONMENT}`;

/** A bucket that is there before the app is. */
export const COMPANY_BUCKET = 'company-data';

/** A held command waits for longer each time. */
const SETTLED_WITHIN_MS = 120_000;

/** An environment with each kind of source, and all outputs. */
const CONFIG = {
  environments: [
    {
      name: ENVIRONMENT,
      uploads: [
        { name: 'orders', prefix: 'orders/', dagId: 'ingest_orders' },
        { name: 'partner', bucketName: COMPANY_BUCKET, prefix: 'in/', dagId: 'ingest_partner' },
        {
          name: 'sales',
          keyPattern: 'sales/{day}/**',
          dagId: 'load_sales',
          batch: { windowSeconds: 5, groupBy: 'day' },
        },
      ],
      schedules: [
        {
          name: 'nightly',
          expression: 'cron(0 2 * * ? *)',
          trigger: { dagId: 'nightly_report' },
          expiresAfterMinutes: 240,
        },
      ],
      events: [
        {
          name: 'stopped',
          pattern: { source: ['shop'], detail: { state: ['stopped'] } },
          trigger: { dagId: 'clean_up', conf: { machine: '{detail.machine}' } },
        },
      ],
    },
  ],
};

/** That environment, deployed for the tests of a file. */
export class Features {
  readonly airflow = createAirflowModel({
    version: '2.11.2',
    dagIds: readConfig(CONFIG).environments.flatMap(dagIdsOf).concat('my_dag'),
  });
  private opened: Account | undefined;
  private listed: Promise<string> | undefined;
  outputs: Outputs = {};

  get account(): Account {
    if (this.opened === undefined) throw new Error('the account is not open');
    return this.opened;
  }

  output(name: string): string {
    const value = this.outputs[name];
    if (value === undefined) throw new Error(`the stack has no output ${name}`);
    return value;
  }

  /** The logical and the physical id of each resource of the stack, one resource a line. */
  resources(): Promise<string> {
    const query =
      "--query 'StackResources[].[LogicalResourceId, PhysicalResourceId]' --output text";
    this.listed ??= this.account.sh(
      `aws cloudformation describe-stack-resources --stack-name ${STACK} ${query}`,
    );
    return this.listed;
  }

  /** Lets MWAA answer again, and waits until nothing is held. */
  async settle(): Promise<void> {
    this.account.onCall = undefined;
    const QueueUrl = this.output('QueueUrl');
    const isEmpty = async () => (await messagesIn(this.account.sqs, QueueUrl)) === 0;
    await waitUntil('the queue is empty', isEmpty, SETTLED_WITHIN_MS);
  }

  async open(): Promise<void> {
    this.opened = await Account.open(new Map([[ENVIRONMENT, this.airflow]]));
    // As docs/uploads.md has it for a bucket that the stack does not own.
    await this.account.sh(`aws s3api create-bucket --bucket ${COMPANY_BUCKET} &&
      aws s3api put-bucket-notification-configuration --bucket ${COMPANY_BUCKET} \\
        --notification-configuration '{"EventBridgeConfiguration": {}}'`);
    const assembly = synthesizeIn(`${this.account.folder}/cdk.out`, CONFIG).directory;
    this.outputs = (await this.account.deployAssembly(assembly))[STACK] ?? {};
  }

  async close(): Promise<void> {
    await this.opened?.close();
  }
}

/** Deploys it before the tests of a file. */
export function useFeatures(): Features {
  const features = new Features();
  beforeAll(() => features.open());
  afterAll(() => features.close());
  return features;
}
