import { REST_PER_SECOND } from '../../lambda/contract/limits';
import { MAIN_AIRFLOW_VERSIONS } from '../../local/mwaa/main-versions';
import { findPython } from '../../local/mwaa/real/find-python';
import { type AirflowFigures, measureAirflow, type Triggered } from '../airflow/triggers';
import { medianOf } from '../measure/summary';
import type { BenchContext, Part } from '../part';
import type { Comparison } from '../report/comparison';
import { atLeast, atMost, type Goal } from '../report/goal';
import type { Measured } from '../report/section';

/** How many times as many triggers a minute go by REST as by the CLI, at least. */
const GOAL_TIMES = 20;

const CLI = 'by CLI';
const REST = 'by REST';

const METHOD = [
  'The same triggers through the whole stack to a **real Airflow**, by the CLI (`via: cli`) and by REST (`via: rest`), in turn: two environments share one Airflow, and each round goes to one of them. By the CLI each trigger starts Python and Airflow anew, as on MWAA’s web server; by REST a server that runs already answers. "A minute" counts from the first message’s send to Airflow’s answer to the last trigger, with queue, functions and records in it.',
  `By REST the runner itself lets no more than ${REST_PER_SECOND} requests a second go, which is MWAA’s limit, so ${REST_PER_SECOND * 60} a minute are the most that there can be, however fast Airflow is. The DAG is paused: its runs are made and wait, and no task takes processor time. Airflow keeps its data in SQLite here; MWAA’s database is another, and so are its 5 to 8 seconds for a CLI command.`,
];

/** How fast triggers come through to a real Airflow, by each way. */
export const airflow: Part = { name: 'airflow', heading: 'By command line and REST', measure };

/**
 * @param pythons by which names to look for Python. @default - as for a real Airflow
 * @returns nothing without Python, which is told
 */
export async function measure(
  context: BenchContext,
  pythons?: readonly string[],
): Promise<Measured | undefined> {
  try {
    await findPython(pythons);
  } catch (error) {
    context.tell(`  left out: ${(error as Error).message}`);
    return undefined;
  }
  const all: AirflowFigures[] = [];
  for (const version of MAIN_AIRFLOW_VERSIONS) all.push(await measureAirflow(version, context));
  return {
    method: METHOD,
    comparisons: all.flatMap(compare),
    goals: all.flatMap(goalsOf),
  };
}

function compare({ version, cli, rest }: AirflowFigures): readonly Comparison[] {
  const of = (title: string, unit: string, field: keyof Triggered): Comparison => ({
    title,
    unit,
    baseline: CLI,
    subjects: [
      { name: CLI, isOwn: false, samples: cli[field] },
      { name: REST, isOwn: true, samples: rest[field] },
    ],
  });
  return [
    of(`Airflow ${version}: triggers a minute (more is better)`, '1/min', 'perMinute'),
    of(`Airflow ${version}: a trigger, in Airflow alone`, 'ms', 'airflowMs'),
  ];
}

function goalsOf({ version, cli, rest, triggers, wrong }: AirflowFigures): readonly Goal[] {
  const times = medianOf(rest.perMinute) / medianOf(cli.perMinute);
  const what = `Airflow ${version}: triggers a minute by REST, of those by CLI`;
  const runs = `Airflow ${version}: runs missing, made twice or not asked for`;
  return [atLeast(what, times, GOAL_TIMES, '×'), atMost(runs, wrong, 0, `of ${triggers}`)];
}
