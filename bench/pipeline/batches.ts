import type { StackRun } from '../../local/stack-run';
import { type BenchContext, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import type { FurtherTable } from '../report/section';
import { DAG_ID, environmentsOf, startPipeline } from './stack';

const BATCHED = 5000;
const SINGLE = 200;
const ENVIRONMENT = 'Environment1';

/** Of real time, on a busy machine; the window's own time passes at once. */
const LIMIT_MS = 900_000;

/** MWAA's time for a command, in seconds, for what a million files would keep it at. */
const AIRFLOW_SECONDS = 5;

const UPLOADS = [
  {
    name: 'batched',
    dagId: DAG_ID,
    prefix: 'batched/',
    batch: { windowSeconds: 30, maxFiles: 1000 },
  },
  { name: 'single', dagId: DAG_ID, prefix: 'single/' },
];

/** Thousands of uploads in batches, beside a run for each. */
export async function measureBatches(context: BenchContext) {
  context.tell(`  ${BATCHED} uploads in batches, and ${SINGLE} one by one`);
  const started = await startPipeline(environmentsOf(1, { uploads: UPLOADS }), () => {});
  return whileRunning(started, context, async (run) => {
    await uploadAll(run, 'single/warm-', 1);
    const single = await uploadAll(run, 'single/', SINGLE);
    const batched = await uploadAll(run, 'batched/', BATCHED);
    return { comparison: compare(single, batched), table: tableOf(single, batched) };
  });
}

interface Uploaded {
  readonly files: number;
  readonly seconds: number;
  readonly commands: number;
}

/** Uploads files, and lets time pass until all of their runs are there. */
async function uploadAll(run: StackRun, prefix: string, files: number): Promise<Uploaded> {
  const before = run.ran.length;
  const start = performance.now();
  await run.upload(
    ENVIRONMENT,
    Array.from({ length: files }, (_, i) => `${prefix}file-${i}.csv`),
  );
  await run.drain(LIMIT_MS);
  const seconds = (performance.now() - start) / 1000;
  return { files, seconds, commands: run.ran.length - before };
}

function compare(single: Uploaded, batched: Uploaded): Comparison {
  const each = ({ seconds, files }: Uploaded) => [(seconds * 1000) / files];
  return {
    title: 'A file, from the first PUT to the last DAG run',
    unit: 'ms',
    baseline: 'a run for each',
    subjects: [
      { name: 'a run for each', isOwn: false, samples: each(single) },
      { name: 'in batches', isOwn: true, samples: each(batched) },
    ],
  };
}

function tableOf(...all: readonly Uploaded[]): FurtherTable {
  const rows = all.map(({ files, seconds, commands }) => [
    String(files),
    String(commands),
    `${seconds.toFixed(0)} s`,
    `${((commands / files) * 1000 * AIRFLOW_SECONDS).toFixed(0)} s`,
  ]);
  const head = [
    'files',
    'commands',
    'on this machine',
    `Airflow’s time for 1000 files, at ${AIRFLOW_SECONDS} s`,
  ];
  return { title: 'Uploads, one by one and in batches', head, rows };
}
