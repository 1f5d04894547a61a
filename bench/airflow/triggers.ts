import { type RealAirflow, startRealAirflow } from '../../local/mwaa/real/real-airflow';
import { localFolder } from '../../local/project';
import { StackRun } from '../../local/stack-run';
import { interleaved } from '../measure/interleaved';
import { type BenchContext, whileRunning } from '../part';
import { DAG_ID, triggersOf } from '../pipeline/stack';
import { runsGoneWrong, triggeredRuns } from './runs';

/** How triggers go, and how many in a round: by the CLI each takes seconds. */
const WAYS = [
  { via: 'cli', triggers: 2 },
  { via: 'rest', triggers: 12 },
] as const;

/** Ten triggers by the CLI in all, and sixty by REST. */
const ROUNDS = 5;

/** For one command, in seconds: on a busy machine Airflow takes longer than MWAA. */
const COMMAND_SECONDS = 100;

/** Of a round's real time. */
const LIMIT_MS = 900_000;

type Way = (typeof WAYS)[number];

/** What one way came to. */
export interface Triggered {
  /** Triggers a minute, of each round. */
  readonly perMinute: readonly number[];
  /** What each took Airflow, in milliseconds. */
  readonly airflowMs: readonly number[];
}

/** What both ways came to with one Airflow. */
export interface AirflowFigures {
  readonly version: string;
  readonly cli: Triggered;
  readonly rest: Triggered;
  /** All triggers, those before the first round too, and how many did not make exactly one run. */
  readonly triggers: number;
  readonly wrong: number;
}

/** Triggers a DAG of a real Airflow by each way in turn. */
export async function measureAirflow(
  version: string,
  context: BenchContext,
): Promise<AirflowFigures> {
  const { tell, signal } = context;
  const home = localFolder('bench-airflow-homes', version);
  const onProgress = (line: string) => tell(`  ${line}`);
  const options = { version, home, dagIds: [DAG_ID], onProgress, signal };
  return whileRunning(await startRealAirflow(options), context, async (engine) => {
    // Starts what answers by REST, which the runner would give up waiting for.
    await engine.callRest({ method: 'GET', path: '/version', query: '' });
    const environments = WAYS.map(({ via }) => ({
      config: { name: via, via, timeouts: { command: COMMAND_SECONDS } },
      engine,
    }));
    const started = await StackRun.start('bench-airflow', environments);
    return whileRunning(started, context, (run) => measureWays(engine, run, context));
  });
}

async function measureWays(
  engine: RealAirflow,
  run: StackRun,
  { tell }: BenchContext,
): Promise<AirflowFigures> {
  await warmUp(run);
  tell(`  ${ROUNDS} rounds of ${WAYS.map((way) => `${way.triggers} by ${way.via}`).join(', ')}`);
  let round = 0;
  const subjects = WAYS.map(
    (way) => [way.via, () => takeRound(run, way, `${way.via}-${++round}`)] as const,
  );
  const samples = await interleaved(new Map(subjects), ROUNDS, 0);
  const triggered = (via: Way['via']): Triggered => {
    const all = samples.get(via) ?? [];
    return {
      perMinute: all.map(({ perMinute }) => perMinute),
      airflowMs: all.flatMap(({ airflowMs }) => airflowMs),
    };
  };
  const records = await Promise.all(WAYS.map(({ via }) => run.records(via)));
  const runIds = triggeredRuns(records.flat());
  return {
    version: engine.version,
    cli: triggered('cli'),
    rest: triggered('rest'),
    triggers: runIds.length,
    wrong: runsGoneWrong(runIds, await engine.dagRuns(DAG_ID)).length,
  };
}

/** Starts the functions; and pauses the DAG, so that no task takes processor time from what is measured. */
async function warmUp(run: StackRun): Promise<void> {
  await run.send('cli', [`dags pause ${DAG_ID}`]);
  for (const way of WAYS) await takeRound(run, { ...way, triggers: 1 }, `${way.via}-warm`);
}

/** From the first message's send to Airflow's answer to the last trigger, by the stand-in's clock. */
async function takeRound(
  run: StackRun,
  { via, triggers }: { readonly via: Way['via']; readonly triggers: number },
  name: string,
) {
  const list = via === 'cli' ? run.ran : run.requests;
  const before = list.length;
  const start = Date.now();
  await run.send(via, triggersOf(name, triggers));
  await run.drain(LIMIT_MS);
  const ran = list.slice(before);
  const minutes = (Math.max(...ran.map(({ endedAt }) => endedAt)) - start) / 60_000;
  return {
    perMinute: triggers / minutes,
    airflowMs: ran.map(({ startedAt, endedAt }) => endedAt - startedAt),
  };
}
