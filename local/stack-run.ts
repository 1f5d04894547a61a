import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { createApp } from '../app/app';
import { CONTEXT_KEY } from '../app/config';
import {
  RUNNER_VARIABLES,
  UPLOAD_TRIGGER_VARIABLES,
} from '../lambda/contract/environment-variables';
import { InternalError } from '../lambda/contract/errors';
import type { CommandRecord } from '../lambda/contract/record';
import type { OnCall } from './calls';
import { restoreClock } from './clock';
import { commandsIn, readRecords } from './demo/records';
import { drainVirtually } from './drain';
import type { AirflowEngine } from './mwaa/engine';
import { type RanCommand, RanList, type RanRequest } from './mwaa/ran';
import { localFolder } from './project';
import { type EnvironmentOutputs, type LocalRun, runLocally } from './run';
import { readAssembly } from './stack/assembly';
import type { Delivery } from './stack/bucket-notifications';
import type { StackEvent } from './stack/events';
import type { FunctionHost } from './stack/function-host';

/** One environment as `cdk.json` has it, and its Airflow. */
export interface StackEnvironment {
  readonly config: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly engine: AirflowEngine;
}

/** What happens to a run: faults, and how often events come. */
export interface RunOptions extends Delivery {
  readonly onCall?: OnCall;
}

/** Nobody reads here what CDK says beside the templates, and its own checks of them take a second. */
const NO_EXTRAS = {
  analyticsReporting: false,
  builtinCloudFormationValidation: false,
  stackTraces: false,
  treeMetadata: false,
} as const;

/** SQS's own limit. */
const MAX_BATCH = 10;

/** Puts that are on their way at the same time. */
const UPLOADS_AT_ONCE = 20;

/** The whole app on this machine with environments of one's own, and all that it tells. */
export class StackRun {
  private sent = 0;

  private constructor(
    readonly local: LocalRun,
    readonly events: readonly StackEvent[],
    readonly ran: readonly RanCommand[],
    readonly requests: readonly RanRequest[],
  ) {}

  /** @param folder below the project's own ignored folder; each run's own */
  static async start(
    folder: string,
    environments: readonly StackEnvironment[],
    options: RunOptions = {},
  ): Promise<StackRun> {
    const outdir = localFolder(folder);
    const context = { [CONTEXT_KEY]: { environments: environments.map(({ config }) => config) } };
    createApp({ ...NO_EXTRAS, context, outdir }).synth();
    const events: StackEvent[] = [];
    const ran = new RanList();
    const local = await runLocally({
      stacks: readAssembly(outdir),
      engines: new Map(environments.map(({ config, engine }) => [config.name, engine])),
      onEvent: (event) => events.push(event),
      onRan: ran.add,
      ...options,
    });
    return new StackRun(local, events, ran.commands, ran.requests);
  }

  /** Sends messages to one environment, in order. */
  async send(environment: string, bodies: readonly string[]): Promise<void> {
    const { QueueUrl } = this.outputs(environment);
    const entries = bodies.map((MessageBody) => {
      const Id = String(++this.sent);
      return { Id, MessageBody, MessageGroupId: environment, MessageDeduplicationId: Id };
    });
    for (let i = 0; i < entries.length; i += MAX_BATCH) {
      const Entries = entries.slice(i, i + MAX_BATCH);
      await this.local.stack.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
  }

  /** Uploads files into an environment's own bucket, each with its key as content. */
  async upload(environment: string, keys: readonly string[]): Promise<void> {
    const { UploadBucket: Bucket = '' } = this.outputs(environment);
    for (let i = 0; i < keys.length; i += UPLOADS_AT_ONCE) {
      await Promise.all(
        keys
          .slice(i, i + UPLOADS_AT_ONCE)
          .map((Key) => this.local.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))),
      );
    }
  }

  /** Lets time pass until every queue is empty that a function works off. */
  async drain(limitMs: number): Promise<void> {
    await drainVirtually(this.local, undefined, limitMs);
  }

  /** The records of an environment's commands. */
  async records(environment: string): Promise<readonly CommandRecord[]> {
    const { RecordsTableName = '' } = this.outputs(environment);
    return commandsIn(await readRecords(this.local.stack.dynamodb, RecordsTableName));
  }

  outputs(environment: string): EnvironmentOutputs {
    const isIt = ({ EnvironmentName }: EnvironmentOutputs) => EnvironmentName === environment;
    return found(this.local.environments.find(isIt), `the environment ${environment}`);
  }

  runner(environment: string): FunctionHost {
    const { environmentName, deadLetterQueueUrl } = RUNNER_VARIABLES;
    // Upload triggers know their environment too, but no dead-letter queue.
    const isIt = ({ spec: { variables } }: FunctionHost) =>
      variables[environmentName] === environment && variables[deadLetterQueueUrl] !== undefined;
    const hosts = [...this.local.stack.functions.values()];
    return found(hosts.find(isIt), `the runner of ${environment}`);
  }

  /** The function of an upload trigger, by the trigger's name. */
  uploadFunction(name: string): FunctionHost {
    const isIt = ({ spec: { variables } }: FunctionHost) =>
      JSON.parse(variables[UPLOAD_TRIGGER_VARIABLES.rule] ?? '{}').name === name;
    const hosts = [...this.local.stack.functions.values()];
    return found(hosts.find(isIt), `the upload trigger ${name}`);
  }

  /** The lines that functions logged, parsed. */
  get logged(): readonly Readonly<Record<string, unknown>>[] {
    return this.events.flatMap((event) => (event.kind === 'logged' ? [event.entry] : []));
  }

  /** Stops all of it, and puts the true time back. */
  async stop(): Promise<void> {
    await this.local.stop();
    await restoreClock();
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new InternalError(`there is no such thing as ${what}`);
  return value;
}
