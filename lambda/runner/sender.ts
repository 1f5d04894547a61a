import type { CommandRecord } from '../contract/record';
import { type SenderGroup, UNIQUE_ID_LENGTH, uniqueIdOf, verbsOf } from '../contract/senders';
import type { NotRun } from './outcome';
import type { Delivery } from './ports';
import type { ReadRequest } from './read-request';

/** What decides who may send what. */
export interface SendersContext {
  /** Verbs in today's spelling. */
  readonly allowedCommands: readonly string[];
  /** @default - any sender may send all of them */
  readonly senders?: readonly SenderGroup[] | undefined;
}

/** A request whose sender was looked at. */
export type SentRequest = ReadRequest & {
  /** See `Ask.isStranger`. */
  readonly isStranger: boolean;
};

/**
 * Says whose command a message brings, and refuses what they may not send. A dead letter that is sent back
 * goes by who sent the command first, as its record says: who sends it back, SQS or an operator, has not
 * chosen it.
 */
export function checkSender(
  request: ReadRequest,
  record: CommandRecord | undefined,
  delivery: Delivery,
  context: SendersContext,
): SentRequest {
  const isOwn = record !== undefined && isOfRecord(record, request, delivery);
  const senderId = isOwn ? record.senderId : delivery.senderId;
  // A record leaves secrets out, and so cannot tell whether they are still the same.
  const hasSecrets = (request.command?.secrets.length ?? 0) > 0;
  const answerable = hasSecrets ? delivery.senderId : senderId;
  if (maySend(answerable, request, context)) return { ...request, senderId, isStranger: false };
  const refusal = request.refusal ?? refuse(answerable, request, context);
  return { ...request, refusal, senderId, isStranger: !isOwn };
}

/** Whether the message is the one that is at the record, or the dead letter of its very ending. */
function isOfRecord(
  record: CommandRecord,
  { command }: ReadRequest,
  { messageId, deadLetter }: Delivery,
): boolean {
  if (record.messageId === messageId) return true;
  // Id and attempts would show nothing: whoever may send can write an attribute.
  return (
    deadLetter?.id === record.id &&
    deadLetter.proof === record.writer &&
    record.fingerprint === (command?.fingerprint ?? '')
  );
}

/** What makes no command is nobody's. */
function maySend(
  senderId: string,
  { command }: ReadRequest,
  { senders, allowedCommands }: SendersContext,
): boolean {
  if (senders === undefined) return true;
  return (
    command !== undefined && verbsOf(senderId, senders, allowedCommands).includes(command.verb)
  );
}

function refuse(
  senderId: string,
  { command }: ReadRequest,
  { senders = [], allowedCommands }: SendersContext,
): NotRun {
  const verbs = verbsOf(senderId, senders, allowedCommands);
  const what = verbs.length === 0 ? 'nothing' : `only ${verbs.join(', ')}`;
  const who = JSON.stringify(senderId.slice(0, MAX_SENDER_LENGTH));
  const reason = `"${command?.verb}" is not allowed to its sender, ${who}, who may send ${what} here: have it added to senders, under ${uniqueIdOf(senderId)}, by whoever deploys the queue; or have one who may send it send it as a new message`;
  return { outcome: 'refused', reason };
}

/** A unique id, a colon, and a session's name of 64 characters at most. */
const MAX_SENDER_LENGTH = UNIQUE_ID_LENGTH.most + 1 + 64;
