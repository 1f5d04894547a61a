import { tryParseJson } from '../../lambda/contract/json';

/** A JSON object without others in it. */
const FLAT_OBJECT = /\{(?:"(?:[^"\\]|\\.)*"|[^{}"])*\}/g;

/**
 * The state of a run, as "dags list-runs --output json" lists it; also where that is only in parts there, among what else was printed.
 *
 * @returns nothing when the run is not in it
 */
export function stateOfRun(stdout: string, runId: string): string | undefined {
  for (const [text] of stdout.matchAll(FLAT_OBJECT)) {
    // Of a log line, or of what is left of a cut object, there is neither.
    const { run_id, state } = Object(tryParseJson(text)) as Readonly<Record<string, unknown>>;
    if (run_id === runId && typeof state === 'string') return state;
  }
  return undefined;
}
