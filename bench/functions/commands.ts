import { InternalError } from '../../lambda/contract/errors';
import { interleaved } from '../measure/interleaved';
import { MB } from '../measure/units';
import { type BenchContext, whileRunning } from '../part';
import { type BenchStack, ENVIRONMENT, startBenchStack } from './bench-stack';
import { FunctionProcess } from './function-process';
import { type FunctionSubject, findSubjects, RUNNER } from './subjects';
import { type Traffic, trafficBetween } from './traffic';

/** Commands before those that count. */
const WARM_UPS = 5;

/** One command. */
export interface CommandSample {
  /** What the command itself took in Airflow. */
  readonly engineMs: number;
  readonly addedMs: number;
  /** Without what the servers of SQS and DynamoDB take. */
  readonly addedAloneMs: number;
  /** Of that, what only the token and the POST add. */
  readonly wayMs: number;
  readonly cpuMs: number;
  readonly memoryMb: number;
  readonly traffic: Traffic;
}

export type CommandSamples = ReadonlyMap<string, readonly CommandSample[]>;

/** Measures so many commands of each that can run one. */
export async function measureCommands(
  context: BenchContext,
  commands: number,
): Promise<CommandSamples> {
  return whileRunning(await startBenchStack(), context, async (stack) => {
    const subjects = (await findSubjects(stack, context)).filter(
      ({ runsCommands }) => runsCommands,
    );
    context.tell(`  ${commands} commands each of: ${subjects.map(({ name }) => name).join('; ')}`);
    const samples = new Map(await takeSamples(subjects, stack, context, commands));
    return samples.set(RUNNER, await withWays(samples.get(RUNNER) ?? [], stack));
  });
}

async function takeSamples(
  subjects: readonly FunctionSubject[],
  stack: BenchStack,
  context: BenchContext,
  commands: number,
): Promise<CommandSamples> {
  const children = await Promise.all(subjects.map(({ start }) => FunctionProcess.start(start)));
  const stop = async () => void (await Promise.all(children.map((child) => child.stop())));
  return whileRunning({ stop }, context, async () => {
    const runs = subjects.flatMap((subject, i) => {
      const child = children[i];
      if (child === undefined) return [];
      return [[subject.name, () => runOne(subject, child, stack)] as const];
    });
    return interleaved(new Map(runs), commands, WARM_UPS);
  });
}

async function runOne(
  subject: FunctionSubject,
  child: FunctionProcess,
  stack: BenchStack,
): Promise<CommandSample> {
  const delivery = await subject.deliver();
  const before = stack.traffic;
  const { ms, cpuMs, rssBytes } = await child.invoke(delivery.event);
  const traffic = trafficBetween(before, stack.traffic);
  await delivery.done();
  const engineMs = stack.engine.lastMs;
  const addedMs = ms - engineMs;
  return {
    engineMs,
    addedMs,
    wayMs: addedMs,
    addedAloneMs: addedMs - traffic.awsMs,
    cpuMs,
    memoryMb: rssBytes / MB,
    traffic,
  };
}

/** The runner does more than that, and its records tell how long that took. */
async function withWays(samples: readonly CommandSample[], { run }: BenchStack) {
  const records = (await run.records(ENVIRONMENT)).toSorted((a, b) =>
    a.startedAt.localeCompare(b.startedAt),
  );
  return records.slice(-samples.length).map((record, i): CommandSample => {
    const sample = samples[i];
    if (sample === undefined || record.state !== 'ended')
      throw new InternalError('a command has not ended');
    const { mintMs = 0, cliMs = 0 } = record;
    return { ...sample, wayMs: mintMs + cliMs - sample.engineMs };
  });
}
