import { randomUUID } from 'node:crypto';
import { commandsQueueOf } from '../adapters/commands-queue';
import { recordsOf } from '../adapters/records';
import { troubleError } from '../exit';
import type { Here } from '../here';
import { prepareMessage } from '../input/request';
import { stopFollowing } from '../remedy';
import { readOutput } from '../terminal/output';
import type { Terminal } from '../terminal/terminal';
import { follow } from './follow';
import { patient } from './patient';
import { stateOfRun } from './state-of-run';

/** A DAG run that was started, and what tells it. */
export interface StartedRun {
  /** Of the command that has started it. */
  readonly id: string;
  readonly dagId: string;
  readonly runId: string;
  /** As the user has named it. @default - Airflow's own: the run is one of the latest */
  readonly logicalDate?: string | undefined;
}

/**
 * Asks for the state of a DAG run, through the queue.
 *
 * @param until when to give up, in milliseconds since the epoch
 * @returns nothing when it was not told in time
 */
export async function askForRun(
  here: Here,
  terminal: Terminal,
  run: StartedRun,
  until: number,
): Promise<string | undefined> {
  const { id, dagId, runId } = run;
  const { environmentName } = here.deployment;
  const giveUp = stopFollowing(
    `the run ${runId} of ${dagId} goes on`,
    `call the same with --id ${id}, which starts no second run and waits for this one`,
  );
  const queue = commandsQueueOf(here);
  const prepared = prepareMessage({ id: randomUUID(), ...{ argv: questionFor(run) } });
  const messageId = await patient(() => queue.send(prepared.body), giveUp)();
  const context = { environmentName, queue, records: recordsOf(here), terminal, giveUp };
  const record = await follow({ ...prepared, messageId }, context, until);
  if (record === undefined) return undefined;
  if (record.outcome !== 'succeeded') {
    throw troubleError(
      `the state of the run ${runId} cannot be asked for: ${record.reason ?? record.outcome}`,
    );
  }
  const state = stateOfRun(readOutput(record.stdout), runId);
  if (state !== undefined) return state;
  const isCut = record.stdout?.truncated === true;
  throw troubleError(
    isCut
      ? `${dagId} has so many runs that the record of their list has lost ${runId} in its middle: look in Airflow`
      : `Airflow lists no run ${runId} of ${dagId}: see in Airflow whether it was deleted`,
  );
}

/** Airflow lists the latest first, which stay in a record that is cut in its middle. One of long ago is asked for by its date. */
function questionFor({ dagId, logicalDate }: StartedRun): readonly string[] {
  const dates =
    logicalDate === undefined ? [] : ['--start-date', logicalDate, '--end-date', logicalDate];
  return ['dags', 'list-runs', dagId, '--output', 'json', ...dates];
}
