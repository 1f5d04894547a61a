import { MAX_HELD_MS, MAX_HOLD_SECONDS, MAX_LOST_ANSWERS } from '../contract/limits';
import type { Outcome } from './outcome';
import type { Delivery } from './ports';

type Held = Extract<Outcome, { readonly outcome: 'held' }>;

/**
 * Decides whether a message goes on waiting. A DAG that Airflow does not know is waited for as long as
 * the deployment says; an environment in trouble three days; an answer that makes no sense a few times.
 */
export function withPatience(
  outcome: Outcome,
  { firstReceivedAt, receiveCount }: Delivery,
  unknownDagPatienceMs: number,
): Outcome {
  // From its first try: waiting behind others is no fault of its own.
  const age = Math.max(0, Date.now() - firstReceivedAt); // clocks differ
  if (outcome.outcome === 'failed' && outcome.unknownDag && age < unknownDagPatienceMs) {
    const { reason, command } = outcome;
    return { outcome: 'held', reason, command, trouble: 'environment', mayHaveRun: false };
  }
  if (outcome.outcome !== 'held') return outcome;
  if (outcome.trouble === 'answer' && receiveCount >= MAX_LOST_ANSWERS) {
    return giveUp(outcome, `tried ${receiveCount} times`);
  }
  return age < MAX_HELD_MS ? outcome : giveUp(outcome, `held for ${MAX_HELD_MS / 86_400_000} days`);
}

function giveUp({ reason, command, mayHaveRun }: Held, how: string): Outcome {
  const told = `${reason} (${how}). Send it again when that is mended`;
  return mayHaveRun && command !== undefined
    ? { outcome: 'unknown', reason: told, command }
    : { outcome: 'refused', reason: told, command };
}

/**
 * How long a held message is hidden: doubling from five seconds to five minutes, each a random tenth
 * shorter so that environments do not return in step. At five minutes, three days are 864 to 960
 * deliveries: fewer than SQS's own limit of 1000, which thus never decides.
 */
export function holdSeconds(receiveCount: number): number {
  const longest = Math.min(MAX_HOLD_SECONDS, 5 * 2 ** Math.min(receiveCount - 1, 10));
  return Math.ceil(longest * (0.9 + Math.random() / 10));
}
