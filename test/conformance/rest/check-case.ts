import { expect } from 'vitest';
import { checkRuns, runsSince } from '../check-runs';
import { shorten, withoutDates } from '../decisive-words';
import { code } from '../matrix';
import type { RestAnswer, RestBench } from './bench';
import { forVersion, type RestCase } from './types';

/** Runs a case to its end; `observe` is told what Airflow answered before anything of it is checked. */
export async function checkRestCase(
  bench: RestBench,
  tested: RestCase,
  observe: (cell: string) => void,
): Promise<void> {
  const { subject, version } = bench;
  const wanted = forVersion(tested.newRuns ?? [], version);
  const newRuns = await runsSince(subject, ['example_dag', ...wanted.map(({ dagId }) => dagId)]);
  for (const ask of tested.setup ?? []) {
    const { status } = await bench.ask(ask);
    expect(status, `setup: ${ask.method} ${ask.path}`).toBeLessThan(300);
  }
  const answer = await bench.ask(tested.ask);
  observe(cellOf(answer));
  expect(answer).toMatchObject(tested.answer(version));
  await checkRuns(subject, await newRuns(), wanted);
  for (const [dagId, paused] of Object.entries(tested.paused ?? {})) {
    expect(await subject.engine.isPaused(dagId), `${dagId} is paused`).toBe(paused);
  }
}

/** What of an answer decides, in one line; the rest differs from run to run. */
function cellOf({ status, body }: RestAnswer): string {
  if (body === undefined) return String(status);
  if (typeof body !== 'object' || body === null) return `${status}, no JSON`;
  return `${status} ${code(wordsOf(body))}`;
}

const TELLING_KEYS = ['dag_run_id', 'is_paused', 'key', 'value', 'version', 'error'];

function wordsOf(body: object): string {
  const { detail, title } = body as Readonly<Record<string, unknown>>;
  const told = detail ?? title;
  if (told !== undefined) return shorten(withoutDates(textOf(told)));
  const telling = Object.entries(body).filter(([key]) => TELLING_KEYS.includes(key));
  // How many a list has depends on what came before; and a made-up id may end in random letters.
  const words = telling.length === 0 ? '{…}' : JSON.stringify(Object.fromEntries(telling));
  return shorten(withoutDates(words).replace(/<time>_\w+/, '<time>'));
}

/** Airflow 3 tells what is wrong with a body in a list, and in an object what its database said. */
function textOf(detail: unknown): string {
  if (typeof detail === 'string') return detail;
  const [first] = [detail].flat() as readonly Readonly<Record<string, unknown>>[];
  const { loc, msg, reason, orig_error } = first ?? {};
  return msg === undefined ? `${reason} (${orig_error})` : `${[loc].flat().join('.')}: ${msg}`;
}
