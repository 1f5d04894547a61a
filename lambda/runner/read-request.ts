import { type Command, readCommand } from '../airflow/command';
import { checkAllowed } from '../airflow/policy';
import { InvalidMessageError, RefusedCommandError } from '../contract/errors';
import { MAX_ID_LENGTH, MAX_RECEIVES } from '../contract/limits';
import { parseMessage } from '../contract/message';
import type { NotRun } from './outcome';
import type { Delivery } from './ports';
import type { Request } from './record/command-record';
import { endStale } from './stale';

/** A message as far as it could be read, and why it will not run when it will not. */
export type ReadRequest = Request &
  (
    | { readonly command: Command; readonly refusal?: undefined }
    | { readonly command?: Command | undefined; readonly refusal: NotRun }
  );

/** What decides whether a message may be run here. */
export interface ReadingContext {
  readonly environmentName: string;
  /** Verbs in today's spelling. */
  readonly allowedCommands: readonly string[];
}

/** Reads the message also where it is not run: its record is to end, and to tell of its command. */
export function readRequest(delivery: Delivery, context: ReadingContext): ReadRequest {
  const id = delivery.deadLetter?.id ?? delivery.messageId;
  const request = readBody(delivery, id, context);
  const refusal =
    wrongGroup(delivery, context) ?? request.refusal ?? tooManyDeliveries(delivery.receiveCount);
  return refusal === undefined ? request : { ...request, refusal };
}

function readBody(
  delivery: Delivery,
  defaultId: string,
  { allowedCommands }: ReadingContext,
): ReadRequest {
  let request: Request = { id: defaultId };
  try {
    const message = parseMessage(delivery.body);
    request = { id: message.id ?? defaultId, source: message.source };
    const command = readCommand(message, request.id);
    request = { ...request, command };
    checkAllowed(command.verb, allowedCommands);
    const refusal = endStale(message.expires, delivery, Date.now());
    return refusal === undefined ? { ...request, command } : { ...request, refusal };
  } catch (error) {
    const isForeseen = error instanceof InvalidMessageError || error instanceof RefusedCommandError;
    if (!isForeseen) throw error;
    return { ...request, refusal: { outcome: 'refused', reason: error.message } };
  }
}

/** The group is what keeps commands apart: one sent to another group could overtake the others. */
function wrongGroup({ group }: Delivery, { environmentName }: ReadingContext): NotRun | undefined {
  if (group === environmentName) return undefined;
  const reason = `the message group is ${JSON.stringify(group.slice(0, MAX_ID_LENGTH))}: send it with the message group id ${environmentName}, the environment's name`;
  return { outcome: 'refused', reason };
}

function tooManyDeliveries(count: number): NotRun | undefined {
  if (count <= MAX_RECEIVES) return undefined;
  const reason = `the message was handed out ${count} times, and none of them came to an end: look into the runner's log, and in Airflow whether it ran`;
  return { outcome: 'unknown', reason };
}
