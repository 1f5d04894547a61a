import { CALL_MS, MARGIN_SECONDS, MINT_SECONDS } from '../contract/limits';
import type { Disposal } from './batch';
import { endCommand } from './end-command';
import { type OpeningContext, openRecord } from './open-record';
import type { Delivery } from './ports';
import { type ReadingContext, readRequest } from './read-request';
import { type TryContext, tryCommand } from './try-command';
import type { Turn } from './turn';
import { hidingInTurns, shortenVisibility } from './visibility';

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
  const queues = hidingInTurns(context.queues);
  const turn = { delivery, context: { ...context, queues }, deadline };
  const hidden = shortenVisibility(turn);
  try {
    return await dispose(turn);
  } finally {
    await hidden;
  }
}

async function dispose(turn: Turn<RunnerContext>): Promise<Disposal> {
  const { delivery, context } = turn;
  const { deadLetter } = delivery;
  if (deadLetter !== undefined && delivery.group !== context.environmentName) {
    await context.queues.sendOn(delivery, deadLetter);
    return 'done';
  }
  const request = readRequest(delivery, context);
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
