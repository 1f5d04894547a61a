import { lambdaClient, MappingSwitch } from '../../local/mapping-switch';
import type { StackRun } from '../../local/stack-run';
import { MB } from '../measure/units';
import { type BenchContext, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { atMost, type Goal } from '../report/goal';
import { RanCounter } from './ran-counter';
import { drainAlone } from './sqs-alone';
import { environmentsOf, startPipeline, triggersOf } from './stack';

/** How many messages wait. */
const BACKLOGS = [100, 1000, 10_000] as const;

const GOAL_GROWTH = 1.2;
const ENVIRONMENT = 'Environment1';

/** What one backlog came to. */
interface Drained {
  readonly count: number;
  /** Of a message, through the stack and by SQS alone. */
  readonly ms: number;
  readonly aloneMs: number;
  readonly memoryMb: number;
}

/** How the cost of a message grows with those that wait, and the memory of the runner with those that it ran. */
export async function measureGrowth(context: BenchContext) {
  const counter = new RanCounter();
  const started = await startPipeline(environmentsOf(1), counter.onCall);
  return whileRunning(started, context, async (run) => {
    await drain(run, counter, 1); // starts the function's process
    const all: Drained[] = [];
    for (const count of BACKLOGS) {
      context.tell(`  ${count} messages that wait`);
      const ms = (await drain(run, counter, count)) / count;
      const aloneMs = (await drainAlone(run.local.stack, count)) / count;
      all.push({ count, ms, aloneMs, memoryMb: await memoryOf(run) });
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
  await run.send(ENVIRONMENT, triggersOf(`of-${count}`, count));
  const ran = counter.more(count);
  const start = performance.now();
  await mapping.set(true);
  await ran;
  const ms = performance.now() - start;
  client.destroy();
  return ms;
}

/** Of the process that ran them all, after a garbage collection. */
async function memoryOf(run: StackRun): Promise<number> {
  const usages = await run.runner(ENVIRONMENT).usage();
  return Math.max(...usages.map(({ rssBytes }) => rssBytes)) / MB;
}

function compare(all: readonly Drained[]): readonly Comparison[] {
  const subjects = (field: 'ms' | 'aloneMs' | 'memoryMb', what: string, isOwn: boolean) =>
    all.map((one) => ({ name: `${one.count} ${what}`, isOwn, samples: [one[field]] }));
  const least = BACKLOGS[0];
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
      title: 'Memory of the runner, once they have run',
      unit: 'MB',
      baseline: `${least} messages`,
      subjects: subjects('memoryMb', 'messages', true),
    },
  ];
}

function goalsOf(all: readonly Drained[]): readonly Goal[] {
  const [first, middle, last] = all;
  if (first === undefined || middle === undefined || last === undefined) return [];
  const own = (one: Drained) => one.ms - one.aloneMs;
  const growths: readonly [string, number][] = [
    [`a message of ${last.count}, of one of ${first.count}`, last.ms / first.ms],
    ['the same, without what SQS alone takes', own(last) / own(first)],
    [`memory after ${last.count}, of that after ${middle.count}`, last.memoryMb / middle.memoryMb],
  ];
  return growths.map(([what, growth]) => atMost(what, growth, GOAL_GROWTH, '×'));
}
