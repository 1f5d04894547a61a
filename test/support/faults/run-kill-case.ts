import type { ToldCall } from '../../../local/calls';
import type { Bench } from './bench';
import { acting } from './calls';
import type { KillCase, KillResult, KillStep } from './kill-cases';
import { asked } from './seen';

/** Runs one case to its end, on whatever Airflow the bench has. */
export async function runKillCase(
  bench: Bench,
  { id, subject, step }: KillCase,
): Promise<KillResult> {
  const killed = killOnce(bench, step);
  await bench.send(subject.body(id));
  await bench.settle();
  await killed(); // Airflow goes on, though nobody waits for its answer
  await bench.drain();
  const record = await bench.records.command(id);
  const runs = await bench.airflow.dagRuns('orders');
  return {
    outcome: record.state === 'ended' ? record.outcome : record.state,
    attempts: record.attempts,
    ran: asked(bench).filter((one) => subject.counted.test(one)).length,
    runs: runs.filter(({ runId }) => runId === id).length,
    deadLetters: (await bench.messagesIn('DeadLetterQueueUrl')).length,
  };
}

/** Kills the functions at a step. @returns what waits until Airflow is done with what it was at */
function killOnce(bench: Bench, { name, at, phase, neverActs }: KillStep): () => Promise<void> {
  const done = Promise.withResolvers<void>();
  let killed: ToldCall | undefined;
  bench.onCall = async (call) => {
    if (killed !== undefined) {
      if (acting(call) && call.phase === 'after') done.resolve();
      return undefined;
    }
    if (call.phase !== phase || !at(call)) return undefined;
    killed = call;
    if (!acting(call) || phase === 'after') done.resolve();
    await bench.run.stack.killFunctions();
    return neverActs ? 'reset' : undefined;
  };
  return async () => {
    if (killed === undefined) throw new Error(`there was nothing to kill ${name}`);
    await done.promise;
  };
}
