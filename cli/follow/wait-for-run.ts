import { setTimeout as pause } from 'node:timers/promises';
import { EXIT } from '../exit';
import { duration, oneLine } from '../terminal/format';
import type { Terminal } from '../terminal/terminal';
import type { StartedRun } from './ask-for-run';

/** Each look is a command of seconds, in the same queue as all others. */
const PAUSE_MS = 10_000;

/** How a DAG run can end. */
const FINAL_STATES = ['success', 'failed'];

/**
 * Waits for the end of a DAG run.
 *
 * @param ask for its state, which may not be told in time
 * @param until when to give up, in milliseconds since the epoch
 * @returns its state as last seen, and the exit code
 */
export async function waitForRun(
  { dagId, runId }: StartedRun,
  ask: () => Promise<string | undefined>,
  terminal: Pick<Terminal, 'progress' | 'say'>,
  until: number,
): Promise<{ readonly state: string | undefined; readonly exitCode: number }> {
  const started = Date.now();
  let last: string | undefined;
  for (let look = 0; Date.now() < until; look++) {
    const state = await ask();
    if (state !== undefined && FINAL_STATES.includes(state)) {
      terminal.say(`mwaaq: ${state}: the run ${runId} of ${dagId}`);
      return { state, exitCode: state === 'success' ? EXIT.succeeded : EXIT.failed };
    }
    last = state ?? last;
    // A run is queued for some seconds anyway: so not at the first look.
    if (last === 'queued' && look === 1) terminal.say(`mwaaq: ${stillQueued(dagId)}`);
    terminal.progress(
      `${oneLine(last ?? 'asked for')} since ${duration((Date.now() - started) / 1000)} …`,
    );
    await pause(Math.min(PAUSE_MS, Math.max(0, until - Date.now())));
  }
  const why = last === 'queued' ? `: ${stillQueued(dagId)}` : '';
  terminal.say(`mwaaq: the run ${runId} of ${dagId} has not ended in time${why}`);
  return { state: last, exitCode: EXIT.waiting };
}

/** The CLI tells of no run whether its DAG is paused. */
function stillQueued(dagId: string): string {
  return `it is still queued; if the DAG is paused, it starts none ("mwaaq run 'dags unpause ${dagId}'")`;
}
