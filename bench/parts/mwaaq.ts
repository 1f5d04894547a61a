import * as path from 'node:path';
import { localFolder } from '../../local/project';
import { writeRunningFile } from '../../local/running-file';
import { StackRun } from '../../local/stack-run';
import { buildCommandLine, COMMAND_LINE_FILE } from '../../scripts/command-line';
import { interleaved, ROUNDS } from '../measure/interleaved';
import { timeNode } from '../measure/program';
import { medianOf } from '../measure/summary';
import { createTimedEngine, type TimedEngine } from '../measure/timed-engine';
import { type BenchContext, type Part, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { atMost, type Goal } from '../report/goal';
import type { Measured } from '../report/section';

/** What a shell user takes for "at once". In milliseconds. */
const HELP_GOAL_MS = 150;

/** What waiting for a command may add to the command's own time. In milliseconds. */
const ADDED_GOAL_MS = 300;

const ENVIRONMENT = 'MyEnvironment';

/** The shortest command of each round, in milliseconds: a trifle, one of Airflow's fast ones and one as MWAA's are. */
const LENGTHS_MS = [0, 2000, 5000];

/** The rounds' commands differ by so much in all, so that no length fits the times of the looks. In milliseconds. */
const SPREAD_MS = 1000;

const METHOD = [
  'How long `mwaaq` keeps a shell waiting. `mwaaq --help` is all of its start and nothing else; `node -e 0` is what Node itself takes.',
  '`mwaaq run version` sends the command through the local stack, with the real functions, and follows it to its end. What it adds is the wall time of the whole program without the time that the command took in Airflow, by the stand-in’s clock: Node, the send, the runner with its records, and the time until `mwaaq` looks and sees it ended.',
];

/** The command line, by a shell’s clock. */
export const mwaaq: Part = { name: 'mwaaq', heading: 'The command line', measure };

async function measure(context: BenchContext): Promise<Measured> {
  await buildCommandLine();
  const help = await compareHelp();
  const runs = await compareRuns(context);
  return { method: METHOD, comparisons: [help, ...runs], goals: goalsOf(help, runs) };
}

async function compareHelp(): Promise<Comparison> {
  const subjects = new Map([
    ['node -e 0', () => timeNode(['-e', '0'])],
    ['mwaaq --help', () => timeNode([COMMAND_LINE_FILE, '--help'])],
  ]);
  const samples = await interleaved(subjects);
  return {
    title: 'Time to start',
    unit: 'ms',
    baseline: 'node -e 0',
    goal: HELP_GOAL_MS,
    subjects: [...samples].map(([name, values]) => ({
      name,
      isOwn: name.startsWith('mwaaq'),
      samples: values,
    })),
  };
}

async function compareRuns(context: BenchContext): Promise<readonly Comparison[]> {
  const engine = createTimedEngine({ version: '3.3.1', dagIds: [] });
  const config = { name: ENVIRONMENT };
  const started = await StackRun.start('bench-mwaaq', [{ config, engine }]);
  return whileRunning(started, context, async ({ local }) => {
    const file = path.join(localFolder('bench-mwaaq'), 'running.json');
    writeRunningFile(file, local);
    const comparisons: Comparison[] = [];
    for (const shortest of LENGTHS_MS) {
      context.tell(`  mwaaq run, of commands of ${shortest / 1000} s and more`);
      comparisons.push(await compareRun(engine, file, shortest));
    }
    return comparisons;
  });
}

async function compareRun(
  engine: TimedEngine,
  file: string,
  shortestMs: number,
): Promise<Comparison> {
  const own: number[] = [];
  const added: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    engine.commandMs = shortestMs + (Math.max(0, round) / ROUNDS) * SPREAD_MS;
    const ms = await timeNode([COMMAND_LINE_FILE, '--local-file', file, 'run', 'version']);
    if (round < 0) continue; // its function may have had to start
    own.push(engine.lastMs);
    added.push(ms - engine.lastMs);
  }
  const [from, to] = [shortestMs, shortestMs + SPREAD_MS].map((ms) => ms / 1000);
  return {
    title: `Commands of ${from} to ${to} s`,
    unit: 'ms',
    baseline: 'the command in Airflow',
    subjects: [
      { name: 'the command in Airflow', isOwn: false, samples: own },
      { name: 'added by mwaaq run', isOwn: true, samples: added },
    ],
  };
}

function goalsOf(help: Comparison, runs: readonly Comparison[]): readonly Goal[] {
  const own = ({ subjects }: Comparison) =>
    medianOf(subjects.find(({ isOwn }) => isOwn)?.samples ?? []);
  return [
    atMost('`mwaaq --help`', own(help), HELP_GOAL_MS, 'ms'),
    ...runs.map((run) => {
      const what = `${run.title}: added by \`mwaaq run\``;
      return atMost(what, own(run), ADDED_GOAL_MS, 'ms');
    }),
  ];
}
