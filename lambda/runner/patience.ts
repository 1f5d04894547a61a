import {
  MAX_HELD_MS,
  MAX_HOLD_SECONDS,
  MAX_LATE_ANSWERS,
  MAX_SENSELESS_ANSWERS,
} from '../contract/limits';
import type { CommandRecord } from '../contract/record';
import { DAY_MS } from '../contract/time-units';
import type { Held, Outcome } from './outcome';
import type { Delivery } from './ports';

/** What a record counts of the tries so far. */
export type Tries = Pick<CommandRecord, 'lateAnswers' | 'senselessAnswers' | 'mayHaveRun'>;

/** The tries so far and this one. */
export function countTry(tries: Tries, outcome: Outcome): Tries {
  if (outcome.outcome !== 'held') return tries;
  return {
    lateAnswers: tries.lateAnswers + (outcome.trouble === 'late' ? 1 : 0),
    senselessAnswers: tries.senselessAnswers + (outcome.trouble === 'senseless' ? 1 : 0),
    mayHaveRun: tries.mayHaveRun || outcome.mayHaveRun,
  };
}

/**
 * Decides whether a message goes on waiting. A DAG that Airflow does not know is waited for as long as
 * the deployment says; an answer that comes too late or makes no sense is asked for a few times; all else
 * waits three days.
 *
 * @param tries with this one
 */
export function withPatience(
  outcome: Outcome,
  tries: Tries,
  { firstReceivedAt }: Delivery,
  unknownDagPatienceMs: number,
): Outcome {
  // From its first try: waiting behind others is no fault of its own.
  const age = Math.max(0, Date.now() - firstReceivedAt); // clocks differ
  const isUnknownDag = outcome.outcome === 'failed' && outcome.failure === 'unknown-dag';
  if (isUnknownDag && age < unknownDagPatienceMs) {
    return {
      outcome: 'held',
      reason: outcome.reason,
      trouble: 'unknown-dag',
      mayHaveRun: false,
    };
  }
  if (outcome.outcome !== 'held') return outcome;
  const limit = limitReached(tries);
  if (limit !== undefined) return giveUp(outcome, tries, limit);
  const days = MAX_HELD_MS / DAY_MS;
  return age < MAX_HELD_MS ? outcome : giveUp(outcome, tries, `held for ${days} days`);
}

function limitReached({ lateAnswers, senselessAnswers }: Tries): string | undefined {
  if (lateAnswers >= MAX_LATE_ANSWERS) return `${lateAnswers} answers came too late`;
  if (senselessAnswers >= MAX_SENSELESS_ANSWERS) return `${senselessAnswers} answers made no sense`;
  return undefined;
}

function giveUp({ reason }: Held, { mayHaveRun }: Tries, how: string): Outcome {
  const told = `${reason} (${how}). Retry its dead letter when that is mended`;
  return { outcome: mayHaveRun ? 'unknown' : 'refused', reason: told };
}

/**
 * How long a held message is hidden: doubling from five seconds to five minutes, each a random tenth
 * shorter so that environments do not return in step. At five minutes, three days are 864 to 960
 * deliveries: fewer than the runner takes (`MAX_RECEIVES`), which are fewer than SQS's own limit.
 */
export function holdSeconds(receiveCount: number): number {
  const longest = Math.min(MAX_HOLD_SECONDS, 5 * 2 ** Math.min(receiveCount - 1, 10));
  return Math.ceil(longest * (0.9 + Math.random() / 10));
}
