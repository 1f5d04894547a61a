import type { ToldCall } from '../../local/calls';
import { whenIdle } from '../../local/drain';
import { ROUNDS } from '../measure/interleaved';
import { type BenchContext, whileRunning } from '../part';
import type { Comparison } from '../report/comparison';
import { RanCounter } from './ran-counter';
import { COMMAND_MS, DAG_ID, environmentsOf, startPipeline } from './stack';

const PUT = 'S3 takes the file';
const QUEUED = 'until its command is queued';
const POSTED = 'until Airflow has the command';
const ALL = 'all, from PUT to DAG run';

/** Where an upload comes by, each in milliseconds of this process's clock. */
interface Times {
  put: number;
  queued: number;
  posted: number;
  ran: number;
}

/** From the PUT of a file to its DAG run, one after the other. */
export async function measureLegs(
  context: BenchContext,
  rounds: number = ROUNDS,
): Promise<Comparison> {
  const times: Times = { put: 0, queued: 0, posted: 0, ran: 0 };
  const counter = new RanCounter();
  const onCall = (call: ToldCall) => {
    note(call, times);
    counter.onCall(call);
  };
  const environments = environmentsOf(1, { uploads: [{ dagId: DAG_ID }] });
  const started = await startPipeline(environments, onCall);
  return whileRunning(started, context, async (run) => {
    const legs = new Map<string, number[]>([PUT, QUEUED, POSTED, ALL].map((name) => [name, []]));
    for (let round = -1; round < rounds; round++) {
      const ran = counter.more(1);
      const start = performance.now();
      await run.upload('Environment1', [`file-${round}.csv`]);
      times.put = performance.now();
      await ran;
      // Its record is closed and its message deleted, too: the next file finds all at rest.
      await whenIdle(run.local);
      if (round < 0) continue;
      legs.get(PUT)?.push(times.put - start);
      legs.get(QUEUED)?.push(times.queued - times.put);
      legs.get(POSTED)?.push(times.posted - times.queued);
      legs.get(ALL)?.push(times.ran - start);
    }
    return {
      title: `From S3 PUT to DAG run; the command itself takes Airflow ${COMMAND_MS} ms`,
      unit: 'ms',
      baseline: PUT,
      subjects: [...legs].map(([name, samples]) => ({ name, isOwn: name !== PUT, samples })),
    };
  });
}

function note({ service, operation, phase }: ToldCall, times: Times): void {
  const now = performance.now();
  if (service === 'sqs' && operation === 'SendMessage' && phase === 'after') times.queued = now;
  if (service !== 'web-server') return;
  if (phase === 'before') times.posted = now;
  else times.ran = now;
}
