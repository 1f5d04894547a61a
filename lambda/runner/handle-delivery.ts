import {
  CALL_MS,
  MARGIN_SECONDS,
  MINT_SECONDS,
  VISIBILITY_GRACE_SECONDS,
} from '../contract/limits';
import type { Disposal } from './batch';
import { endCommand } from './end-command';
import { type OpeningContext, openRecord } from './open-record';
import type { Delivery } from './ports';
import { type ReadingContext, readRequest } from './read-request';
import { type TryContext, tryCommand } from './try-command';

/** What handling a delivery needs. */
export interface RunnerContext extends OpeningContext, TryContext, ReadingContext {}

/**
 * Handles one delivery of a message: runs its command, unless its record says that it must not, and sees
 * to it that the message ends acknowledged, in the dead-letter queue, or back in the queue.
 *
 * @param deadline when this invocation is stopped, in milliseconds since the epoch
 */
export async function handleDelivery(
  delivery: Delivery,
  context: RunnerContext,
  deadline: number,
): Promise<Disposal> {
  const until = deadline - MARGIN_SECONDS * 1000;
  if (until - Date.now() < MINT_SECONDS * 1000 + context.commandTimeoutMs) {
    await release(delivery, context, deadline); // the next invocation has time for it
    return 'give-back';
  }
  await shortenVisibility(delivery, context, deadline);
  const { deadLetter } = delivery;
  if (deadLetter !== undefined && delivery.group !== context.environmentName) {
    await context.queues.sendOn(delivery, deadLetter);
    return 'done';
  }
  const request = readRequest(delivery, context);
  const turn = { delivery, context, deadline };
  const opened = await openRecord(request, turn);
  switch (opened.kind) {
    case 'run':
      return await tryCommand(opened.command, opened.record, turn);
    case 'end':
      await endCommand(opened.record, opened.result, opened.command, turn);
      return 'done';
    case 'disposed':
      return opened.disposal;
  }
}

/**
 * Makes a delivery that was not handled visible again at once. Where time is up for that, it stays
 * hidden for the queue's whole time-out: slower, never wrong.
 *
 * @param deadline when this invocation is stopped, in milliseconds since the epoch
 */
export async function release(
  delivery: Delivery,
  { queues }: Pick<RunnerContext, 'queues'>,
  deadline: number,
): Promise<void> {
  if (Date.now() + CALL_MS < deadline) await queues.hideFor(delivery, 0);
}

/** A function that dies then blocks its group for what it had left, not for the queue's whole time-out. */
async function shortenVisibility(
  delivery: Delivery,
  { queues, warn }: RunnerContext,
  deadline: number,
): Promise<void> {
  const seconds = Math.ceil((deadline - Date.now()) / 1000) + VISIBILITY_GRACE_SECONDS;
  try {
    await queues.hideFor(delivery, seconds);
  } catch (error) {
    // The queue's own time-out still holds: slower after a crash, never wrong.
    warn('the visibility time-out could not be shortened', error);
  }
}
