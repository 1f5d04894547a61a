import type { Command } from '../airflow/command';
import type { CommandRecord, EndedRecord, RecordOfAny, RunningRecord } from '../contract/record';
import { deadLetterBody } from './dead-letter-body';
import type { FinalResult, Outcome } from './outcome';
import type { Delivery, Queues } from './ports';
import { endRecord, type RecordSettings } from './record/command-record';
import { type SavingContext, saveInTime } from './record/save-in-time';
import type { Turn } from './turn';

export interface EndingContext extends RecordSettings, SavingContext {
  readonly queues: Queues;
  /** Told each outcome, for the log. */
  readonly report: (record: CommandRecord, outcome: Outcome, command: Command | undefined) => void;
}

/**
 * Ends a command. Its record is closed first, for that is what decides: if this function dies right
 * after, or SQS takes no dead letter, the message comes back, finds its record closed, and only its dead
 * letter is sent.
 */
export async function endCommand(
  running: RecordOfAny & RunningRecord,
  given: FinalResult,
  command: Command | undefined,
  { delivery, context, deadline }: Turn<EndingContext>,
): Promise<void> {
  const result = truthful(given, running);
  const ended = endRecord(running, result, command, context);
  context.report(ended, result, command);
  await saveInTime(ended, context, deadline);
  await sendDeadLetter(ended, delivery, context);
}

/** "Refused" says that it never ran, and "failed" that Airflow said no: neither is known of an earlier try whose answer was lost. */
function truthful(result: FinalResult, { mayHaveRun }: RecordOfAny): FinalResult {
  const { outcome } = result;
  if (!mayHaveRun || outcome === 'succeeded' || outcome === 'unknown') return result;
  // Airflow was asked for the run, and has none.
  if (outcome === 'failed' && result.failure === 'run-exists') return result;
  const reason = `${result.reason}. An earlier try may have run it: see in Airflow`;
  return outcome === 'failed'
    ? { ...result, reason }
    : { outcome: 'unknown', reason, via: result.via };
}

/** Sends what SQS may have already: the same dead letter twice is kept once, or retried once. */
export async function sendDeadLetter(
  {
    outcome,
    reason = '',
    id,
    firstSeenAt,
    attempts,
    writer,
    deadLetterOf,
  }: RecordOfAny & EndedRecord,
  delivery: Delivery,
  { queues }: Pick<EndingContext, 'queues'>,
): Promise<void> {
  if (outcome === 'succeeded' || deadLetterOf === undefined) return;
  const body = deadLetterBody(delivery.body, id);
  await queues.sendDeadLetter(delivery, body, {
    outcome,
    reason,
    id,
    firstSeen: firstSeenAt,
    attempts,
    proof: writer,
  });
}
