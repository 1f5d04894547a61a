/** A JSON object without others in it. */
const FLAT_OBJECT = /\{(?:"(?:[^"\\]|\\.)*"|[^{}"])*\}/g;

/**
 * The state of a run, as "dags list-runs --output json" lists it; also where that is only in parts there, among what else was printed.
 *
 * @returns nothing when the run is not in it
 */
export function stateOfRun(stdout: string, runId: string): string | undefined {
  for (const [text] of stdout.matchAll(FLAT_OBJECT)) {
    const { run_id, state } = parse(text);
    if (run_id === runId && typeof state === 'string') return state;
  }
  return undefined;
}

function parse(text: string): { readonly run_id?: unknown; readonly state?: unknown } {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {}; // a log line, or what is left of a cut object
  }
}
