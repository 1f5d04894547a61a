import { expect } from 'vitest';
import { parseExactJson } from '../../lambda/contract/json';
import type { DagRun } from '../../local/mwaa/engine';
import { waitUntil } from '../../local/wait';
import type { ExpectedRun, Subject } from './types';

/** How long a real Airflow may take to run a task. */
const TASK_TIMEOUT_MS = 120_000;

/** @returns what tells the runs of the DAGs that were not there when this was called */
export async function runsSince(
  subject: Subject,
  dagIds: readonly string[],
): Promise<() => Promise<readonly DagRun[]>> {
  const ids = [...new Set(dagIds)];
  const known = new Set((await runsOf(subject, ids)).map(keyOf));
  return async () => (await runsOf(subject, ids)).filter((run) => !known.has(keyOf(run)));
}

async function runsOf({ engine }: Subject, dagIds: readonly string[]): Promise<readonly DagRun[]> {
  return (await Promise.all(dagIds.map((dagId) => engine.dagRuns(dagId)))).flat();
}

function keyOf({ dagId, runId }: DagRun): string {
  return `${dagId} ${runId}`;
}

export async function checkRuns(
  subject: Subject,
  runs: readonly DagRun[],
  expected: readonly ExpectedRun[],
): Promise<void> {
  const shown = runs.map(({ dagId, runId }) => ({ dagId, runId }));
  expect(shown).toEqual(
    expected.map(({ dagId, runId }) => ({
      dagId,
      runId: typeof runId === 'string' ? runId : expect.stringMatching(runId),
    })),
  );
  for (const [i, run] of runs.entries()) await checkRun(subject, run, expected[i]);
}

async function checkRun(
  subject: Subject,
  run: DagRun,
  wanted: ExpectedRun | undefined,
): Promise<void> {
  if (wanted?.state !== undefined) expect(run.state).toBe(wanted.state);
  if (wanted?.logicalDate !== undefined) {
    expect(run.logicalDate?.slice(0, 19)).toBe(wanted.logicalDate.slice(0, 19));
  }
  if (wanted?.conf === undefined) return;
  const received = await confAtTask(subject, run);
  // Compared as text, since a number of JavaScript's would have lost its last digits.
  expect(JSON.stringify(parseExactJson(received))).toBe(
    JSON.stringify(parseExactJson(wanted.conf)),
  );
}

async function confAtTask({ engine }: Subject, { dagId, runId }: DagRun): Promise<string> {
  let conf: string | undefined;
  const arrived = async () => {
    conf = await engine.confOf(dagId, runId);
    return conf !== undefined;
  };
  await waitUntil(`the task of ${dagId} ${runId} has run`, arrived, TASK_TIMEOUT_MS);
  return conf ?? '';
}
