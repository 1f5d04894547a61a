import { readCommand } from '../airflow/command';
import { InvalidMessageError, RefusedCommandError } from '../contract/errors';
import {
  CALL_MS,
  MARGIN_SECONDS,
  MAX_ID_LENGTH,
  MAX_RECEIVES,
  MINT_SECONDS,
  VISIBILITY_GRACE_SECONDS,
} from '../contract/limits';
import { parseMessage } from '../contract/message';
import type { Disposal } from './batch';
import type { Request } from './command-record';
import { endCommand } from './end-command';
import { type OpeningContext, openRecord, type ReadRequest, type Refusal } from './open-record';
import type { Delivery } from './ports';
import { type TryContext, tryCommand } from './try-command';

/** What handling a delivery needs. */
export interface RunnerContext extends OpeningContext, TryContext {
  /** Verbs in today's spelling. */
  readonly allowedCommands: readonly string[];
}

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
  const opened = await openRecord(request, delivery, context, deadline);
  switch (opened.kind) {
    case 'run':
      return await tryCommand(opened.command, opened.record, delivery, context, deadline);
    case 'end':
      await endCommand(opened.record, opened.result, opened.command, delivery, context, deadline);
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

/** Reads the message also where it is not run: its record is to end, and to tell of its command. */
function readRequest(delivery: Delivery, context: RunnerContext): ReadRequest {
  const id = delivery.deadLetter?.id ?? delivery.messageId;
  const request = readBody(delivery.body, id, context);
  const refusal =
    wrongGroup(delivery, context) ?? request.refusal ?? tooManyDeliveries(delivery.receiveCount);
  return refusal === undefined ? request : { ...request, refusal };
}

function readBody(
  body: string,
  defaultId: string,
  { allowedCommands }: RunnerContext,
): ReadRequest {
  let request: Request = { id: defaultId };
  try {
    const message = parseMessage(body);
    request = { id: message.id ?? defaultId, source: message.source };
    return { ...request, command: readCommand(message, request.id, allowedCommands) };
  } catch (error) {
    const isForeseen = error instanceof InvalidMessageError || error instanceof RefusedCommandError;
    if (!isForeseen) throw error;
    return { ...request, refusal: { outcome: 'refused', reason: error.message } };
  }
}

/** The group is what keeps commands apart: one sent to another group could overtake the others. */
function wrongGroup({ group }: Delivery, { environmentName }: RunnerContext): Refusal | undefined {
  if (group === environmentName) return undefined;
  const reason = `the message group is ${JSON.stringify(group.slice(0, MAX_ID_LENGTH))}: send it with the message group id ${environmentName}, the environment's name`;
  return { outcome: 'refused', reason };
}

function tooManyDeliveries(count: number): Refusal | undefined {
  if (count <= MAX_RECEIVES) return undefined;
  const reason = `the message was handed out ${count} times, and none of them came to an end: look into the runner's log, and in Airflow whether it ran`;
  return { outcome: 'unknown', reason };
}
