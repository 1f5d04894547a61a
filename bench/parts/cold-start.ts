import { startBenchStack } from '../functions/bench-stack';
import { FunctionProcess } from '../functions/function-process';
import {
  EMPTY,
  type FunctionSubject,
  findSubjects,
  HAND_SIGNED,
  RUNNER,
  RUNNER_COLD,
  SAMPLE_PYTHON,
} from '../functions/subjects';
import { interleaved, ROUNDS } from '../measure/interleaved';
import { medianOf } from '../measure/summary';
import { MB } from '../measure/units';
import { type BenchContext, type Part, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { atLeast, atMost, type Goal } from '../report/goal';
import type { Measured } from '../report/section';

const SIZE_GOAL_KB = 300;
const LOAD_GOAL_MS = 40;

/** Events after the first one, the last of which counts as warm. */
const WARMING = 5;

const METHOD = [
  'Each sample is a new process of Node 24 that loads the bundle as Lambda does and is handed events. The runner’s first command is a whole one: a message received from SQS, its record opened and closed in DynamoDB, and the command posted to MWAA. The baselines mint a token and post, and do nothing else: "signed by hand" is about the least that can do that, with Node’s own modules and kept connections; "AWS’s sample" has the method of the Lambda sample in the documentation (a token each time, a new connection to the web server each time), once with the SDK from `node_modules` and once in Python with boto3.',
  'All services are behind TLS, and all processes are pinned to one core where there is `taskset`. Loading includes what a function does while it is loaded: where the runner warms itself up, its code is also loaded without, and that is what the goals of loading are held against. "First event" is what Lambda bills after that; in Lambda, loading has a whole processor, and the first event has not.',
];

/** From a new process to the first command's end. */
export const coldStart: Part = { name: 'cold-start', heading: 'Cold start', measure };

/** One cold start. */
interface Sample {
  readonly loadMs: number;
  readonly loadCpuMs: number;
  readonly loadedMb: number;
  readonly firstMs: number;
  readonly firstCpuMs: number;
  readonly firstMb: number;
  readonly warmMs: number;
}

async function measure(context: BenchContext): Promise<Measured> {
  return whileRunning(await startBenchStack(), context, async (stack) => {
    const subjects = await findSubjects(stack, context);
    context.tell(`  ${ROUNDS} cold starts each of: ${subjects.map(({ name }) => name).join('; ')}`);
    const samples = await interleaved(
      new Map(subjects.map((subject) => [subject.name, () => startCold(subject)])),
    );
    return report(subjects, samples);
  });
}

async function startCold(subject: FunctionSubject): Promise<Sample> {
  const child = await FunctionProcess.start(subject.start);
  try {
    const first = await handleOne(subject, child);
    let warm = first;
    for (let i = 0; i < WARMING; i++) warm = await handleOne(subject, child);
    return {
      loadMs: child.loaded.loadMs,
      loadCpuMs: child.loaded.loadCpuMs,
      loadedMb: child.loaded.rssBytes / MB,
      firstMs: first.ms,
      firstCpuMs: first.cpuMs,
      firstMb: first.rssBytes / MB,
      warmMs: warm.ms,
    };
  } finally {
    await child.stop();
  }
}

async function handleOne(subject: FunctionSubject, child: FunctionProcess) {
  const delivery = await subject.deliver();
  const handled = await child.invoke(delivery.event);
  await delivery.done();
  return handled;
}

type Samples = ReadonlyMap<string, readonly Sample[]>;

function report(subjects: readonly FunctionSubject[], samples: Samples): Measured {
  const compare = (title: string, field: keyof Sample, goal?: number): Comparison => ({
    title,
    unit: field.endsWith('Mb') ? 'MB' : 'ms',
    baseline: field.endsWith('Mb') ? EMPTY : HAND_SIGNED,
    ...(goal === undefined ? {} : { goal }),
    subjects: subjects.map(({ name, isOwn }) => ({
      name,
      isOwn,
      samples: (samples.get(name) ?? []).map((sample) => sample[field]),
    })),
  });
  const comparisons = [
    compare('Time to load', 'loadMs', LOAD_GOAL_MS),
    compare('Processor time to load', 'loadCpuMs'),
    compare('Time of the first event', 'firstMs'),
    compare('Processor time of the first event', 'firstCpuMs'),
    compare('Time of the sixth event', 'warmMs'),
    compare('Memory once it is loaded', 'loadedMb'),
    compare('Memory after the first event', 'firstMb'),
  ];
  return {
    method: METHOD,
    comparisons: [...comparisons, sizes(subjects)],
    goals: goalsOf(subjects, samples),
  };
}

function sizes(subjects: readonly FunctionSubject[]): Comparison {
  return {
    title: 'Size of what is deployed',
    unit: 'KB',
    baseline: HAND_SIGNED,
    goal: SIZE_GOAL_KB,
    subjects: subjects
      .filter(({ name }) => name !== RUNNER_COLD) // the same files
      .map(({ name, isOwn, kilobytes }) => ({ name, isOwn, samples: [kilobytes] })),
  };
}

function goalsOf(subjects: readonly FunctionSubject[], samples: Samples): readonly Goal[] {
  const median = (name: string, field: keyof Sample) =>
    medianOf((samples.get(name) ?? []).map((sample) => sample[field]));
  const size = subjects.find(({ name }) => name === RUNNER)?.kilobytes ?? Number.NaN;
  const load = median(samples.has(RUNNER_COLD) ? RUNNER_COLD : RUNNER, 'loadMs');
  const toHand = load / median(HAND_SIGNED, 'loadMs');
  const toWarm = median(RUNNER, 'firstMs') / median(RUNNER, 'warmMs');
  const goals = [
    atMost('runner’s bundle', size, SIZE_GOAL_KB, 'KB'),
    atMost('runner’s load', load, LOAD_GOAL_MS, 'ms'),
    atMost('runner’s load, of the hand-signed one’s', toHand, 2.5, '×'),
    atMost('runner’s first command, of a warm one', toWarm, 1.5, '×'),
  ];
  if (!samples.has(SAMPLE_PYTHON)) return goals;
  const faster = median(SAMPLE_PYTHON, 'loadMs') / load;
  return [...goals, atLeast('boto3’s load, of the runner’s', faster, 4, '×')];
}
