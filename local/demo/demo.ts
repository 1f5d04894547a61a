import { whenIdle } from '../drain';
import { startEngines, stopEngines } from '../engines';
import type { AirflowEngine } from '../mwaa/engine';
import { dagIdsOf, projectConfig } from '../project';
import { type LocalRun, runLocally } from '../run';
import type { SynthesizedStack } from '../stack/assembly';
import { waitUntil } from '../wait';
import { type Check, check, type Evidence } from './checks';
import { Narrator } from './narrator';
import { readMessages } from './queues';
import { commandsIn, readRecords } from './records';
import { report } from './report';
import {
  fireSchedule,
  sendMessages,
  type UploadedFile,
  uploadBatch,
  uploadFiles,
} from './workload';

export interface DemoOptions {
  /** Which Airflow to run. @default - the embedded model */
  readonly airflow: string | undefined;
  /** What to run. @default - the project, synthesized as `cdk synth` does it */
  readonly stacks?: readonly SynthesizedStack[];
  readonly write: (line: string) => void;
  readonly signal: AbortSignal;
  /** Takes what must be stopped at the end, the last first. */
  readonly atEnd: (stop: () => Promise<void>) => void;
}

/** The most that the demo waits for its work to be done; a real Airflow takes seconds a command. */
const PATIENCE_MS = { model: 60_000, real: 600_000 };

/** Runs the demo, tells it as it happens, and says which promises were kept. */
export async function runDemo(options: DemoOptions): Promise<readonly Check[]> {
  const narrator = new Narrator(options.write);
  const { environments } = projectConfig();
  const engines = await startEngines(environments, options.airflow, {
    signal: options.signal,
    onProgress: options.write,
  });
  options.atEnd(() => stopEngines(engines));
  for (const [name, { version }] of engines) options.write(`${name} runs Airflow ${version}`);
  const run = await runLocally({
    engines,
    stacks: options.stacks,
    onEvent: narrator.onEvent,
    onRan: narrator.onRan,
    // S3 delivers at least once: here every second event comes twice.
    deliveries: (nth) => (nth % 2 === 1 ? 2 : 1),
  });
  options.atEnd(() => run.stop());

  const uploads = await uploadFiles(run);
  await uploadBatch(run);
  await sendMessages(run);
  await fireSchedule(run);
  const patience = options.airflow === undefined ? PATIENCE_MS.model : PATIENCE_MS.real;
  await drained(run, patience);
  const dagIds = new Map(environments.map((e) => [e.name, dagIdsOf(e)]));
  const runs = await finishedRuns(engines, dagIds, patience);
  const evidence = await gather(run, uploads, runs, narrator);
  const checks = check(evidence);
  options.write(report(evidence, checks));
  return checks;
}

/** Waits until every event was handed over and every command dealt with. */
async function drained({ stack }: LocalRun, patience: number): Promise<void> {
  const empty = async () => {
    const states = await whenIdle({ stack }, stack.mappedQueues, patience);
    return states.every(({ messages }) => messages === 0);
  };
  await waitUntil('the queues are empty', empty, patience);
}

type Runs = Evidence['runs'];

/** Waits until no DAG run is queued or running any more. */
async function finishedRuns(
  engines: ReadonlyMap<string, AirflowEngine>,
  dagIds: ReadonlyMap<string, readonly string[]>,
  patience: number,
): Promise<Runs> {
  let runs: Runs = [];
  const finished = async () => {
    const all = [...engines].map(([name, engine]) =>
      readRuns(name, engine, dagIds.get(name) ?? []),
    );
    runs = (await Promise.all(all)).flat();
    return runs.every(({ state }) => state !== 'queued' && state !== 'running');
  };
  await waitUntil('every DAG run has ended', finished, patience);
  return runs;
}

/** An environment's runs, each with the conf as its task received it. */
async function readRuns(
  environment: string,
  engine: AirflowEngine,
  dagIds: readonly string[],
): Promise<Runs> {
  const runs = await Promise.all(dagIds.map((dagId) => engine.dagRuns(dagId)));
  return Promise.all(
    runs.flat().map(async (run) => {
      const received = await engine.confOf(run.dagId, run.runId);
      return { ...run, environment, conf: received && JSON.parse(received) };
    }),
  );
}

async function gather(
  { stack, standIn, environments }: LocalRun,
  uploads: readonly UploadedFile[],
  runs: Runs,
  { ran, outcomes, announced }: Narrator,
): Promise<Evidence> {
  const deadLetters = await Promise.all(
    environments.map(({ DeadLetterQueueUrl }) => readMessages(stack.sqs, DeadLetterQueueUrl)),
  );
  const records = await Promise.all(
    environments.map((e) => readRecords(stack.dynamodb, e.RecordsTableName ?? '')),
  );
  const mostAtOnce = new Map([...standIn.environments].map(([name, e]) => [name, e.mostAtOnce]));
  const found = { deadLetters: deadLetters.flat(), records: commandsIn(records.flat()) };
  return { uploads, runs, ...found, ran, outcomes, announced, mostAtOnce };
}
