import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lastJsonList } from '../lambda/airflow/answer';
import { commandsQueueOf } from './adapters/commands-queue';
import { recordsOf } from './adapters/records';
import type { Cli } from './cli';
import { CliError, EXIT } from './exit';
import { follow } from './follow';
import { duration, oneLine } from './format';
import type { Here } from './here';
import { readOutput } from './output';
import { prepareMessage } from './request';
import type { Terminal } from './terminal';

/** Each look is a command of seconds, in the same queue as all others. */
const PAUSE_MS = 10_000;

/** How a DAG run can end. */
const FINAL_STATES = ['success', 'failed'];

/**
 * Waits for the end of a DAG run. It is asked for through the queue, so that also this keeps to one command at a time.
 *
 * @param until when to give up, in milliseconds since the epoch
 * @returns its state as last seen, and the exit code
 */
export async function waitForRun(
  cli: Cli,
  dagId: string,
  runId: string,
  until: number,
): Promise<{ readonly state: string | undefined; readonly exitCode: number }> {
  const { terminal } = cli;
  const here = await cli.here();
  const started = Date.now();
  let last: string | undefined;
  for (let look = 0; Date.now() < until; look++) {
    const state = await stateOf(here, terminal, dagId, runId, until);
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

/** @returns nothing when it was not told in time */
async function stateOf(
  here: Here,
  terminal: Terminal,
  dagId: string,
  runId: string,
  until: number,
): Promise<string | undefined> {
  const { environmentName } = here.deployment;
  const queue = commandsQueueOf(here);
  const prepared = prepareMessage({
    id: randomUUID(),
    ...{ argv: ['dags', 'list-runs', dagId, '--output', 'json'] },
  });
  const messageId = await queue.send(prepared.body);
  const context = { environmentName, queue, records: recordsOf(here), terminal };
  const record = await follow({ ...prepared, messageId }, context, until);
  if (record === undefined) return undefined;
  if (record.outcome !== 'succeeded') {
    throw new CliError(
      `the state of the run ${runId} cannot be asked for: ${record.reason ?? record.outcome}`,
      EXIT.trouble,
    );
  }
  const runs = lastJsonList(readOutput(record.stdout)) ?? [];
  const run = runs.map(Object).find((one) => one.run_id === runId) as { readonly state?: unknown };
  if (typeof run?.state === 'string') return run.state;
  throw new CliError(`Airflow lists no run ${runId} of ${dagId}`, EXIT.trouble);
}
