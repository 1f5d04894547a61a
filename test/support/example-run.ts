import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { OnCall } from '../../local/calls';
import { restoreClock } from '../../local/clock';
import { commandsIn, readRecords } from '../../local/demo/records';
import { drainVirtually, whenIdle } from '../../local/drain';
import type { AirflowModel } from '../../local/mwaa/model/model';
import { type LocalRun, runLocally } from '../../local/run';
import { CREDENTIALS, REGION } from '../../local/stack/account';
import { readAssembly } from '../../local/stack/assembly';
import type { StackEvent } from '../../local/stack/events';
import { createExample } from './examples';

/** The environment that the examples are for. */
const ENVIRONMENT = 'MyEnvironment';

export interface ExampleRunOptions {
  readonly airflow: AirflowModel;
  /** A stack that is of another account. @default - none */
  readonly leftOut?: string;
  /** Told of the functions' calls; may answer them with faults. @default - none is told */
  readonly onCall?: OnCall;
}

/** An example's stacks on this machine, as `cdk deploy` would deploy them, until the test has finished. */
export async function runExample(name: string, options: ExampleRunOptions): Promise<ExampleRun> {
  const { airflow, leftOut, onCall } = options;
  const app = await createExample(name);
  const events: StackEvent[] = [];
  const local = await runLocally({
    stacks: readAssembly(app.synth().directory).filter((stack) => stack.name !== leftOut),
    engines: new Map([[ENVIRONMENT, airflow]]),
    onEvent: (event) => events.push(event),
    onRan: () => {},
    onCall,
  });
  onTestFinished(async () => {
    await local.stop();
    await restoreClock();
  });
  return new ExampleRun(local, events);
}

/** What a test does with an example that runs. */
export class ExampleRun {
  constructor(
    readonly local: LocalRun,
    readonly events: readonly StackEvent[],
  ) {}

  /** Of any of the stacks, by its name. */
  output(name: string): string {
    const all = Object.assign({}, ...this.local.stack.outputs.values());
    if (all[name] === undefined) throw new Error(`the example has no output ${name}`);
    return all[name];
  }

  /** Where the AWS CLI finds the services of this machine. */
  get awsVariables(): Readonly<Record<string, string>> {
    const { endpoint, dynamodbEndpoint } = this.local.stack;
    return {
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_DEFAULT_REGION: REGION,
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
    };
  }

  /** @param sqs of another sender than the stack's own */
  async send(body: object, sqs: SQSClient = this.local.stack.sqs): Promise<void> {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: this.output('QueueUrl'),
        MessageBody: JSON.stringify(body),
        MessageGroupId: ENVIRONMENT,
        MessageDeduplicationId: randomUUID(),
      }),
    );
  }

  /** What became of each command, by its id. */
  async outcomes(): Promise<Readonly<Record<string, string>>> {
    const { dynamodb } = this.local.stack;
    const records = commandsIn(await readRecords(dynamodb, this.output('RecordsTableName')));
    const told = records.map((r) => [r.id, 'outcome' in r ? r.outcome : r.state]);
    return Object.fromEntries(told);
  }

  /** Waits until nothing is left to do now. */
  async settle(): Promise<void> {
    await whenIdle(this.local);
  }

  /** Lets time pass until nothing is left to do at all. */
  async drain(): Promise<void> {
    await drainVirtually(this.local);
  }
}
