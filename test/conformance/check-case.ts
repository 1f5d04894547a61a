import { expect } from 'vitest';
import { AirflowVersion } from '../../local/mwaa/model/version';
import type { Bench } from './bench';
import { checkRuns, runsSince } from './check-runs';
import { decisiveWords, withoutTimes } from './decisive-words';
import type { ConformanceCase, Expected, Observation, Sending } from './types';

/** Runs a case to its end; `observe` is told what it showed before anything of it is checked. */
export async function checkCase(
  bench: Bench,
  tested: ConformanceCase,
  observe: (observation: Observation) => void,
): Promise<void> {
  const { subject } = bench;
  const { engine } = subject;
  const wanted = tested.newRuns ?? [];
  const newRuns = await runsSince(subject, ['example_dag', ...wanted.map(({ dagId }) => dagId)]);
  await setUp(bench, tested);
  const sending = await bench.send(tested.send);
  observe(observationOf(tested.name, sending));
  const { expected } = tested;
  const version = new AirflowVersion(engine.version);
  checkOutcome(sending, typeof expected === 'function' ? expected(version, bench.via) : expected);
  await checkRuns(subject, await newRuns(), wanted);
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
