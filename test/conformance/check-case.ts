import { expect } from 'vitest';
import { parseExactJson } from '../../lambda/contract/json';
import type { DagRun } from '../../local/mwaa/engine';
import { AirflowVersion } from '../../local/mwaa/model/version';
import { waitUntil } from '../../local/wait';
import type { Bench } from './bench';
import { decisiveWords, withoutTimes } from './decisive-words';
import type { ConformanceCase, Expected, ExpectedRun, Observation, Sending } from './types';

/** How long a real Airflow may take to run a task. */
const TASK_TIMEOUT_MS = 120_000;

/** Runs a case to its end; `observe` is told what it showed before anything of it is checked. */
export async function checkCase(
  bench: Bench,
  tested: ConformanceCase,
  observe: (observation: Observation) => void,
): Promise<void> {
  const { engine } = bench.subject;
  const dagIds = [...new Set(['example_dag', ...(tested.newRuns ?? []).map((r) => r.dagId)])];
  const before = await runsOf(bench, dagIds);
  await setUp(bench, tested);
  const sending = await bench.send(tested.send);
  observe(observationOf(tested.name, sending));
  const { expected } = tested;
  const version = new AirflowVersion(engine.version);
  checkOutcome(sending, typeof expected === 'function' ? expected(version) : expected);
  const known = new Set(before.map(keyOf));
  const runs = (await runsOf(bench, dagIds)).filter((run) => !known.has(keyOf(run)));
  await checkRuns(bench, runs, tested.newRuns ?? []);
  for (const [dagId, paused] of Object.entries(tested.paused ?? {})) {
    expect(await engine.isPaused(dagId), `${dagId} is paused`).toBe(paused);
  }
}

async function setUp(bench: Bench, { setup = [], setupOnce }: ConformanceCase): Promise<void> {
  const isNew = setupOnce !== undefined && !bench.done.has(setupOnce.body);
  for (const sent of isNew ? [setupOnce, ...setup] : setup) {
    const { outcome } = await bench.send(sent);
    expect(outcome, `setup: ${sent.body}`).toMatchObject({ outcome: 'succeeded' });
    bench.done.add(sent.body);
  }
}

export function observationOf(name: string, { outcome, ran }: Sending): Observation {
  const reason = 'reason' in outcome ? withoutTimes(outcome.reason) : '';
  return { name, said: ran.map(decisiveWords), outcome: outcome.outcome, reason };
}

function checkOutcome({ outcome, ran }: Sending, expected: Expected): void {
  const reason = 'reason' in outcome ? outcome.reason : '';
  expect({ outcome: outcome.outcome, reason }).toEqual({
    outcome: expected.outcome,
    reason: expect.stringMatching(expected.reason ?? /^/),
  });
  if (expected.outcome === 'refused') expect(ran, 'was refused, and sent').toEqual([]);
  if (expected.stdout === undefined) return;
  expect('answer' in outcome ? outcome.answer?.stdout : '').toMatch(expected.stdout);
}

async function runsOf({ subject }: Bench, dagIds: readonly string[]): Promise<readonly DagRun[]> {
  return (await Promise.all(dagIds.map((dagId) => subject.engine.dagRuns(dagId)))).flat();
}

function keyOf({ dagId, runId }: DagRun): string {
  return `${dagId} ${runId}`;
}

async function checkRuns(
  bench: Bench,
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
  for (const [i, run] of runs.entries()) await checkRun(bench, run, expected[i]);
}

async function checkRun(bench: Bench, run: DagRun, wanted: ExpectedRun | undefined): Promise<void> {
  if (wanted?.state !== undefined) expect(run.state).toBe(wanted.state);
  if (wanted?.logicalDate !== undefined) {
    expect(run.logicalDate?.slice(0, 19)).toBe(wanted.logicalDate.slice(0, 19));
  }
  if (wanted?.conf === undefined) return;
  const received = await confAtTask(bench, run);
  // Compared as text, since a number of JavaScript's would have lost its last digits.
  expect(JSON.stringify(parseExactJson(received))).toBe(
    JSON.stringify(parseExactJson(wanted.conf)),
  );
}

async function confAtTask({ subject }: Bench, { dagId, runId }: DagRun): Promise<string> {
  let conf: string | undefined;
  const arrived = async () => {
    conf = await subject.engine.confOf(dagId, runId);
    return conf !== undefined;
  };
  await waitUntil(`the task of ${dagId} ${runId} has run`, arrived, TASK_TIMEOUT_MS);
  return conf ?? '';
}
