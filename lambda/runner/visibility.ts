import { VISIBILITY_GRACE_SECONDS } from '../contract/limits';
import type { Queues } from './ports';
import type { Turn } from './turn';

export interface VisibilityContext {
  readonly queues: Queues;
  /** Told what went wrong beside the command. */
  readonly warn: (text: string, error: unknown) => void;
}

/**
 * Queues where changes of one delivery's visibility take turns: the last one that was asked for is then the last
 * one that SQS hears, though the first is not waited for before the command runs.
 */
export function hidingInTurns(queues: Queues): Queues {
  let last: Promise<unknown> | undefined;
  return {
    ...queues,
    hideFor(delivery, seconds) {
      const hide = () => queues.hideFor(delivery, seconds);
      const hidden = last === undefined ? hide() : last.then(hide);
      last = hidden.catch(() => {}); // whoever asked for it is told
      return hidden;
    },
  };
}

/**
 * A function that dies then blocks its group for what it had left, not for the queue's whole time-out, which is there
 * until SQS has heard this. Nothing has to wait for it.
 */
export async function shortenVisibility({
  delivery,
  context: { queues, warn },
  deadline,
}: Turn<VisibilityContext>): Promise<void> {
  const seconds = Math.ceil((deadline - Date.now()) / 1000) + VISIBILITY_GRACE_SECONDS;
  try {
    await queues.hideFor(delivery, seconds);
  } catch (error) {
    // The queue's own time-out still holds: slower after a crash, never wrong.
    warn('the visibility time-out could not be shortened', error);
  }
}
