import { expect } from 'vitest';
import type { Bench } from './bench';
import { observationOf } from './check-case';
import type { Observation, Sending, Sent } from './types';

export const SAME_SECOND = 'two triggers of one DAG in the same second are two runs';

const DAG_ID = 'example_dag';
const MAX_ATTEMPTS = 20;

/** Triggers twice at once until Airflow dates both in one second; each run must exist all the same. */
export async function checkSameSecond(
  bench: Bench,
  observe: (observation: Observation) => void,
): Promise<void> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const runIds = ['a', 'b'].map((letter) => `same-second-${attempt}-${letter}`);
    const sendings = await bench.sendTogether(runIds.map(triggerOf));
    const clashed = sendings.some(({ outcome }) => outcome.outcome === 'held');
    const ended = await Promise.all(
      sendings.map((sending, i) => untilEnded(bench, triggerOf(runIds[i] ?? ''), sending)),
    );
    const dates = await datesOf(bench, runIds);
    for (const { outcome } of ended) expect(outcome).toMatchObject({ outcome: 'succeeded' });
    expect(dates, 'both runs exist').toHaveLength(2);
    // A clash is Airflow's own word for it that both were of one second.
    if (clashed || new Set(dates.map(toSecond)).size === 1) return observe(observed(ended));
  }
  throw new Error(`two triggers never met in one second, in ${MAX_ATTEMPTS} attempts`);
}

function triggerOf(runId: string): Sent {
  return { body: JSON.stringify({ trigger: { dagId: DAG_ID, runId } }) };
}

/** What the queue does with a trigger that is held: it comes again, later. */
async function untilEnded(bench: Bench, sent: Sent, first: Sending): Promise<Sending> {
  let sending = first;
  for (let retries = 0; sending.outcome.outcome === 'held' && retries < MAX_ATTEMPTS; retries++) {
    sending = await bench.send(sent);
  }
  return sending;
}

/** When Airflow dated the runs: Airflow 3 gives them no logical date of their own. */
async function datesOf(bench: Bench, runIds: readonly string[]): Promise<readonly string[]> {
  const runs = await bench.subject.engine.dagRuns(DAG_ID);
  return runs
    .filter(({ runId }) => runIds.includes(runId))
    .map(({ logicalDate, queuedAt }) => logicalDate ?? queuedAt);
}

function toSecond(date: string): string {
  return date.slice(0, 19);
}

/** Which of the two came first, and at which attempt, is no matter. */
function observed(sendings: readonly Sending[]): Observation {
  const [first] = sendings.map((sending) => observationOf(SAME_SECOND, sending));
  if (first === undefined) throw new Error('nothing was sent');
  const said = first.said.map((words) => words.replace(/same-second-\d+-/, 'same-second-'));
  return { ...first, said: [...new Set(said)].sort() };
}
