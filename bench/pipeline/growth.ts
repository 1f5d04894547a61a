import { randomUUID } from 'node:crypto';
import { InternalError } from '../../lambda/contract/errors';
import { lambdaClient, MappingSwitch } from '../../local/mapping-switch';
import type { ProcessUsage } from '../../local/stack/function-messages';
import type { StackRun } from '../../local/stack-run';
import { medianOf } from '../measure/summary';
import { MB } from '../measure/units';
import { type BenchContext, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { atMost, type Goal } from '../report/goal';
import { RanCounter } from './ran-counter';
import { drainAlone } from './sqs-alone';
import { environmentsOf, startPipeline, triggersOf } from './stack';

/** How many messages wait, and how often: few of them are over before the machine's moods even out. */
const BACKLOGS = [
  { count: 100, times: 5 },
  { count: 1000, times: 1 },
  { count: 10_000, times: 1 },
] as const;

/** Commands before those that count: what the first hundreds cost more is V8's warming up, not the backlog. */
const WARM_UPS = 1000;

const GOAL_GROWTH = 1.2;
const ENVIRONMENT = 'Environment1';

/** What the backlogs of one size came to; times are those of a message. */
interface Drained {
  readonly count: number;
  readonly ms: readonly number[];
  readonly cpuMs: readonly number[];
  readonly aloneMs: readonly number[];
  readonly memoryMb: number;
}

/** How the cost of a message grows with those that wait, and the memory of the runner with those that it ran. */
export async function measureGrowth(context: BenchContext) {
  const counter = new RanCounter();
  const started = await startPipeline(environmentsOf(1), counter.onCall);
  return whileRunning(started, context, async (run) => {
    context.tell(`  ${WARM_UPS} messages before those that count`);
    await drain(run, counter, WARM_UPS);
    const all: Drained[] = [];
    for (const { count, times } of BACKLOGS) {
      const drained = { ms: [] as number[], cpuMs: [] as number[], aloneMs: [] as number[] };
      let before = await usageOf(run);
      for (let i = 0; i < times; i++) {
        context.tell(`  ${count} messages that wait`);
        drained.ms.push((await drain(run, counter, count)) / count);
        const after = await usageOf(run);
        drained.cpuMs.push((after.cpuMs - before.cpuMs) / count);
        before = after;
        drained.aloneMs.push((await drainAlone(run.local.stack, count)) / count);
      }
      all.push({ count, ...drained, memoryMb: before.rssBytes / MB });
    }
    return { comparisons: compare(all), goals: goalsOf(all) };
  });
}

/** @returns milliseconds from when the environment is released to when the last command has run */
async function drain(run: StackRun, counter: RanCounter, count: number): Promise<number> {
  const { RunnerEventSourceMappingId } = run.outputs(ENVIRONMENT);
  const client = lambdaClient(run.local.stack.lambdaEndpoint);
  const mapping = new MappingSwitch(client, RunnerEventSourceMappingId);
  await mapping.hold();
  await run.send(ENVIRONMENT, triggersOf(randomUUID(), count));
  const ran = counter.more(count);
  const start = performance.now();
  await mapping.set(true);
  await ran;
  const ms = performance.now() - start;
  client.destroy();
  return ms;
}

/** Of the one process that runs them all. */
async function usageOf(run: StackRun): Promise<ProcessUsage> {
  const [usage, ...others] = await run.runner(ENVIRONMENT).usage();
  if (usage === undefined || others.length > 0) {
    throw new InternalError(`the runner has ${others.length + (usage ? 1 : 0)} processes, not one`);
  }
  return usage;
}

function compare(all: readonly Drained[]): readonly Comparison[] {
  const subjects = (field: keyof Omit<Drained, 'count'>, what: string, isOwn: boolean) =>
    all.map((one) => ({ name: `${one.count} ${what}`, isOwn, samples: [one[field]].flat() }));
  const least = BACKLOGS[0].count;
  return [
    {
      title: 'A message, by how many wait',
      unit: 'ms',
      baseline: `${least} through the stack`,
      subjects: [
        ...subjects('aloneMs', 'by SQS alone', false),
        ...subjects('ms', 'through the stack', true),
      ],
    },
    {
      title: 'Processor time of the runner for a message, by how many wait',
      unit: 'ms',
      baseline: `${least} messages`,
      subjects: subjects('cpuMs', 'messages', true),
    },
    {
      title: 'Memory of the runner, once they have run',
      unit: 'MB',
      baseline: `${least} messages`,
      subjects: subjects('memoryMb', 'messages', true),
    },
  ];
}

function goalsOf(all: readonly Drained[]): readonly Goal[] {
  const first = all.at(0);
  const last = all.at(-1);
  if (first === undefined || last === undefined) return [];
  const growthOf = (field: 'ms' | 'cpuMs') => medianOf(last[field]) / medianOf(first[field]);
  const growths: readonly [string, number][] = [
    [`a message of ${last.count}, of one of ${first.count}`, growthOf('ms')],
    ['the same of the runner’s processor time', growthOf('cpuMs')],
    [`memory after ${last.count}, of that after ${first.count}`, last.memoryMb / first.memoryMb],
  ];
  return growths.map(([what, growth]) => atMost(what, growth, GOAL_GROWTH, '×'));
}
