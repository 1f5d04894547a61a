import type { Command } from '../airflow/command';
import { CALL_MS, MARGIN_SECONDS } from '../contract/limits';
import type { RecordOfAny, RunningRecord } from '../contract/record';
import type { Disposal } from './batch';
import { type EndingContext, endCommand } from './end-command';
import type { Held, Outcome } from './outcome';
import { countTry, holdSeconds, type Tries, withPatience } from './patience';
import { holdRecord } from './record/command-record';
import type { EnvironmentStatus } from './record/environment-status';
import { saveInTime } from './record/save-in-time';
import { type RunContext, runCommand } from './run/run-command';
import type { Turn } from './turn';

export interface TryContext extends RunContext, EndingContext {
  readonly status: EnvironmentStatus;
  /** How long after its first try a trigger may wait for its DAG to be known; 0 for not at all. */
  readonly unknownDagPatienceMs: number;
}

type Running = RecordOfAny & RunningRecord;

/** Runs a command whose record is open, and closes it: for good, or until its message comes back. */
export async function tryCommand(
  command: Command,
  record: Running,
  turn: Turn<TryContext>,
): Promise<Disposal> {
  const { delivery, context, deadline } = turn;
  const seen = await runCommand(command, context, deadline - MARGIN_SECONDS * 1000);
  const tries = countTry(record, seen);
  const patient = withPatience(seen, tries, delivery, context.unknownDagPatienceMs);
  const outcome = { ...patient, via: seen.via };
  const closed =
    outcome.outcome === 'held'
      ? hold(outcome, command, record, tries, turn)
      : endCommand({ ...record, ...tries }, outcome, command, turn);
  const noted = noteStatus(seen, turn);
  await closed.finally(() => noted);
  return outcome.outcome === 'held' ? 'give-back' : 'done';
}

async function hold(
  outcome: Held,
  command: Command,
  record: Running,
  tries: Tries,
  { delivery, context, deadline }: Turn<TryContext>,
): Promise<void> {
  const held = holdRecord(record, tries, outcome);
  context.report(held, outcome, command);
  await saveInTime(held, context, deadline);
  await context.queues.hideFor(delivery, holdSeconds(delivery.receiveCount));
}

/** The environment's status is second to the command: it never fails one, and the next tells it too. */
async function noteStatus(
  seen: Outcome,
  { context: { status, warn }, deadline }: Turn<TryContext>,
): Promise<void> {
  if (Date.now() + 2 * CALL_MS > deadline) return;
  try {
    if (seen.outcome === 'held' && seen.trouble === 'environment') await status.held(seen.reason);
    else if (hasAnswered(seen)) await status.available();
  } catch (error) {
    warn("the environment's status could not be written", error);
  }
}

function hasAnswered(seen: Outcome): boolean {
  if (seen.outcome === 'held') return seen.trouble === 'same-second';
  return 'answer' in seen && seen.answer !== undefined;
}
