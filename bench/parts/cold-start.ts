import { startBenchStack } from '../functions/bench-stack';
import { byPlainNode, plainName } from '../functions/plain-node';
import { type ColdStart, startCold } from '../functions/start-cold';
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
import { type BenchContext, type Part, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { atLeast, atMost, type Goal } from '../report/goal';
import type { Measured } from '../report/section';

const SIZE_GOAL_KB = 300;
const LOAD_GOAL_MS = 40;

/** What is loaded by Node without Lambda's flag as well. */
const LOADED_PLAIN = [HAND_SIGNED, RUNNER_COLD];

const METHOD = [
  'Each sample is a new process of Node 24 that loads the bundle as Lambda does and is handed events. The runner’s first command is a whole one: a message received from SQS, its record opened and closed in DynamoDB, and the command posted to MWAA. The baselines mint a token and post, and do nothing else: "signed by hand" is about the least that can do that, with Node’s own modules and kept connections; "AWS’s sample" has the method of the Lambda sample in the documentation (a token each time, a new connection to the web server each time), once with the SDK from `node_modules` and once in Python with boto3.',
  'All services are behind TLS, and all processes are pinned to one core where there is `taskset`. Loading includes what a function does while it is loaded: where the runner warms itself up, its code is also loaded without, and that is what the goals of loading are held against. "First event" is what Lambda bills after that; in Lambda, loading has a whole processor, and the first event has not.',
  'Each process has loaded before what Lambda’s own client of its runtime API has loaded by then, `node:http` for one, and Node has the flags that Lambda gives it. One of them, `--expose-gc`, has Node compile its own modules again instead of using the code that it carries: what that takes is the difference between the first two tables.',
];

/** From a new process to the first command's end. */
export const coldStart: Part = { name: 'cold-start', heading: 'Cold start', measure };

async function measure(context: BenchContext): Promise<Measured> {
  return whileRunning(await startBenchStack(), context, async (stack) => {
    const subjects = await findSubjects(stack, context);
    context.tell(`  ${ROUNDS} cold starts each of: ${subjects.map(({ name }) => name).join('; ')}`);
    const plain = byPlainNode(subjects.filter(({ name }) => LOADED_PLAIN.includes(name)));
    const samples = await interleaved(
      new Map([...subjects, ...plain].map((subject) => [subject.name, () => startCold(subject)])),
    );
    return report(subjects, samples);
  });
}

type Samples = ReadonlyMap<string, readonly ColdStart[]>;

function report(subjects: readonly FunctionSubject[], samples: Samples): Measured {
  const compare = (title: string, field: keyof ColdStart, goal?: number): Comparison => ({
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
    loadsByPlainNode(subjects, samples),
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

function loadsByPlainNode(subjects: readonly FunctionSubject[], samples: Samples): Comparison {
  return {
    title: 'Time to load, without `--expose-gc`',
    unit: 'ms',
    baseline: plainName(HAND_SIGNED),
    goal: LOAD_GOAL_MS,
    subjects: subjects
      .map(({ name, isOwn }) => ({ name: plainName(name), isOwn }))
      .flatMap((subject) => {
        const loads = samples.get(subject.name)?.map(({ loadMs }) => loadMs);
        return loads === undefined ? [] : [{ ...subject, samples: loads }];
      }),
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
  const median = (name: string, field: keyof ColdStart) =>
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
