import { InvalidMessageError } from '../contract/errors';
import { MAX_ID_LENGTH, MAX_REASON_LENGTH, VISIBILITY_GRACE_SECONDS } from '../contract/limits';
import { parseMessage } from '../contract/message';
import type { Disposal } from './batch';
import { deadLetterBody } from './dead-letter-body';
import type { Outcome } from './outcome';
import { holdSeconds, withPatience } from './patience';
import type { Delivery, Queues } from './ports';
import { type RunContext, runCommand } from './run-command';

/** What handling a delivery needs. */
export interface RunnerContext extends RunContext {
  readonly environmentName: string;
  readonly queues: Queues;
  /** How long after its first try a trigger may wait for its DAG to be known; 0 for not at all. */
  readonly unknownDagPatienceMs: number;
  /** Told each outcome, for the log. */
  readonly report: (delivery: Delivery, id: string, outcome: Outcome) => void;
  /** Told what went wrong beside the command. */
  readonly warn: (text: string, error: unknown) => void;
}

/**
 * Handles one delivery of a message: runs its command, and sees to it that the message ends
 * acknowledged, in the dead-letter queue, or back in the queue.
 *
 * @param remainingMs what is left of this invocation's time
 */
export async function handleDelivery(
  delivery: Delivery,
  context: RunnerContext,
  remainingMs: number,
): Promise<Disposal> {
  await shortenVisibility(delivery, context, remainingMs);
  const { id, outcome: seen } = await runBody(delivery, context);
  const outcome = withPatience(seen, delivery, context.unknownDagPatienceMs);
  context.report(delivery, id, outcome);
  switch (outcome.outcome) {
    case 'succeeded':
      return 'done';
    case 'held':
      await context.queues.hideFor(delivery, holdSeconds(delivery.receiveCount));
      return 'give-back';
    default:
      await context.queues.sendDeadLetter(delivery, deadLetterBody(delivery.body, id), {
        outcome: outcome.outcome,
        reason: outcome.reason.slice(0, MAX_REASON_LENGTH),
        id,
        firstSeen: new Date(delivery.firstReceivedAt).toISOString(),
        attempts: delivery.receiveCount,
      });
      return 'done';
  }
}

/** A function that dies then blocks its group for what it had left, not for the queue's whole time-out. */
async function shortenVisibility(
  delivery: Delivery,
  { queues, warn }: RunnerContext,
  remainingMs: number,
): Promise<void> {
  const seconds = Math.ceil(remainingMs / 1000) + VISIBILITY_GRACE_SECONDS;
  try {
    await queues.hideFor(delivery, seconds);
  } catch (error) {
    // The queue's own time-out still holds: slower after a crash, never wrong.
    warn('the visibility time-out could not be shortened', error);
  }
}

async function runBody(
  delivery: Delivery,
  context: RunnerContext,
): Promise<{ readonly id: string; readonly outcome: Outcome }> {
  let id = delivery.messageId;
  try {
    const message = parseMessage(delivery.body);
    id = message.id ?? id;
    checkGroup(delivery.group, context.environmentName);
    return { id, outcome: await runCommand(message, id, context) };
  } catch (error) {
    if (!(error instanceof InvalidMessageError)) throw error;
    return { id, outcome: { outcome: 'refused', reason: error.message } };
  }
}

/** The group is what keeps commands apart: one sent to another group could overtake the others. */
function checkGroup(group: string, environmentName: string): void {
  if (group === environmentName) return;
  throw new InvalidMessageError(
    `the message group is ${JSON.stringify(group.slice(0, MAX_ID_LENGTH))}: send it with the message group id ${environmentName}, the environment's name`,
  );
}
