import type { StackRun } from '../../local/stack-run';
import { type BenchContext, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { RanCounter } from './ran-counter';
import { drainAlone } from './sqs-alone';
import { environmentsOf, startPipeline, triggersOf } from './stack';

/** How many environments, and how many messages each. */
const LOADS = [
  [1, 200],
  [5, 50],
  [50, 10],
] as const;

const ROUNDS = 3;
const ALONE = 'SQS of this machine, without functions';

/** How many commands a second come through the stack, of more and more environments. */
export async function measureThroughput(context: BenchContext): Promise<Comparison> {
  const subjects = [];
  for (const [count, messages] of LOADS) {
    context.tell(`  ${count} environments, ${messages} messages each, ${ROUNDS} times`);
    const { alone, rates } = await measureLoad(context, count, messages);
    if (alone !== undefined) subjects.push({ name: ALONE, isOwn: false, samples: alone });
    const name = count === 1 ? '1 environment' : `${count} environments`;
    subjects.push({ name, isOwn: true, samples: rates });
  }
  return { title: 'Commands a second (more is better)', unit: '1/s', baseline: ALONE, subjects };
}

/** @returns rates a second; of SQS alone only beside a single environment */
async function measureLoad(context: BenchContext, count: number, messages: number) {
  const counter = new RanCounter();
  const environments = environmentsOf(count);
  const started = await startPipeline(environments, counter.onCall);
  return whileRunning(started, context, async (run) => {
    const names = environments.map(({ config }) => config.name);
    const sendTo = async (some: readonly string[], round: number, each: number) => {
      const ran = counter.more(some.length * each);
      await Promise.all(some.map((name) => run.send(name, triggersOf(`${name}-${round}`, each))));
      await ran;
    };
    for (const name of names) await sendTo([name], -1, 1); // starts the functions' processes, not all at once
    const alone: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await sendTo(names, round, messages);
      rates.push((count * messages) / ((performance.now() - start) / 1000));
      if (count > 1) continue;
      alone.push(messages / ((await drainAlone(run.local.stack, messages)) / 1000));
    }
    tellFailures(run, context);
    return { alone: count > 1 ? undefined : alone, rates };
  });
}

/** What fails is tried again, after a while: then the figures are not those of the stack. */
function tellFailures({ events }: StackRun, { tell }: BenchContext): void {
  const failed = events.filter(({ kind }) => kind === 'function-failed').length;
  if (failed > 0) tell(`  ${failed} invocations failed: the machine has too much else to do`);
}
