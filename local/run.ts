import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { RUNNER_VARIABLES } from '../lambda/contract/environment-variables';
import type { OnCall } from './calls';
import type { AirflowEngine } from './mwaa/engine';
import type { Ran } from './mwaa/ran';
import { type StandIn, startStandIn } from './mwaa/stand-in';
import { localFolder, synthesizeProject } from './project';
import type { SynthesizedStack } from './stack/assembly';
import type { Delivery } from './stack/bucket-notifications';
import type { OnStackEvent } from './stack/events';
import { type LocalStack, startLocalStack } from './stack/local-stack';

export interface LocalRunOptions extends Delivery {
  /** What to run. @default - the project, synthesized as `cdk synth` does it */
  readonly stacks?: readonly SynthesizedStack[] | undefined;
  /** Each environment's Airflow, by the environment's name. */
  readonly engines: ReadonlyMap<string, AirflowEngine>;
  readonly onEvent: OnStackEvent;
  readonly onRan: (ran: Ran) => void;
  /** Told of every call that a function makes; may answer with a fault. @default - none is told */
  readonly onCall?: OnCall | undefined;
}

/** What a stack's outputs say, for one environment. */
export interface EnvironmentOutputs {
  readonly EnvironmentName: string;
  readonly QueueUrl: string;
  readonly DeadLetterQueueUrl: string;
  readonly RunnerEventSourceMappingId: string;
  readonly UploadBucket?: string;
  readonly UploadManifestsBucket?: string;
  readonly RecordsTableName?: string;
}

/** The project's stacks and an MWAA for them, on this machine. */
export interface LocalRun {
  readonly stack: LocalStack;
  readonly standIn: StandIn;
  readonly environments: readonly EnvironmentOutputs[];
  /** Stops the functions and the servers; the engines are their maker's. */
  stop(): Promise<void>;
}

/** Synthesizes the project and runs it. */
export async function runLocally(options: LocalRunOptions): Promise<LocalRun> {
  const stacks = options.stacks ?? synthesizeProject();
  const standIn = await startStandIn(options);
  // By its port, which is its own: another run on this machine has another authority.
  const { port } = new URL(`https://${standIn.webServerAddress}`);
  const authorityFile = path.join(localFolder('certificates'), `authority-${port}.pem`);
  writeFileSync(authorityFile, standIn.authority);
  const stack = await startLocalStack({
    ...options,
    stacks,
    variables: {
      AWS_ENDPOINT_URL_MWAA: standIn.apiUrl,
      [RUNNER_VARIABLES.webServerAddress]: standIn.webServerAddress,
      NODE_EXTRA_CA_CERTS: authorityFile,
    },
  });
  return {
    stack,
    standIn,
    environments: [...stack.outputs.values()] as unknown as readonly EnvironmentOutputs[],
    async stop() {
      await stack.stop();
      await standIn.stop();
      rmSync(authorityFile, { force: true });
    },
  };
}
