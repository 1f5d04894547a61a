import { MAX_CRASHES } from '../../contract/limits';
import type { CommandRecord, EndedRecord, RecordOfAny, RunningRecord } from '../../contract/record';
import type { Delivery } from '../ports';

/** What a delivery asks for. */
export interface Ask {
  /** See `RecordOfAny.fingerprint`; empty for a message that makes no command. */
  readonly fingerprint: string;
  readonly repeatable: boolean;
  /** Whether the message is not run whatever its record says. */
  readonly refused: boolean;
  /** Whether it is of somebody who may not send it, and nothing shows that it is the record's own command. */
  readonly isStranger: boolean;
}

/** What is to be done with a delivery, by what the record says. */
export type Opening =
  /** To be run: for the first time, or again. */
  | { readonly kind: 'begin'; readonly tries: TriesBefore }
  /** A function may still be at it. */
  | { readonly kind: 'busy'; readonly leaseUntil: number }
  /** This very message has ended; its dead letter may not have been sent. */
  | { readonly kind: 'came-back'; readonly record: RecordOfAny & EndedRecord }
  /** Another message of the same command: nothing is to be done. */
  | { readonly kind: 'late-duplicate' }
  /** The record is not this message's to change: its id is taken by another command, or by another's. */
  | { readonly kind: 'another-command' }
  /** The function died while at it, once where it may not be repeated or too often. */
  | { readonly kind: 'abandoned'; readonly record: Running };

type Running = RecordOfAny & RunningRecord;

/** What a record takes over from the one before. */
export type TriesBefore = Pick<
  CommandRecord,
  'version' | 'attempts' | 'crashes' | 'lateAnswers' | 'senselessAnswers' | 'mayHaveRun'
> & {
  readonly sentAt?: string;
  readonly firstSeenAt?: string;
};

const NOTHING_BEFORE: TriesBefore = {
  version: 0,
  attempts: 0,
  crashes: 0,
  lateAnswers: 0,
  senselessAnswers: 0,
  mayHaveRun: false,
};

/**
 * Decides what a delivery may do. The record is what tells a message that was never tried from one that
 * came back, from a late duplicate and from a dead letter that an operator retries.
 */
export function decideOpening(
  record: CommandRecord | undefined,
  ask: Ask,
  delivery: Delivery,
  now: number,
): Opening {
  if (record === undefined) return { kind: 'begin', tries: NOTHING_BEFORE };
  // Its own record, tried from another message since: from its dead letter, so it ended before that.
  const isRetried = record.id === delivery.messageId && record.messageId !== delivery.messageId;
  if (isRetried) return { kind: 'late-duplicate' };
  if (record.state === 'ended') return decideEnded(record, ask, delivery);
  // The same message has the same command, though a newer runner may give it another fingerprint.
  const isItsMessage = record.messageId === delivery.messageId;
  const isSame = isItsMessage || record.fingerprint === ask.fingerprint;
  if (!isSame) return { kind: 'another-command' };
  if (!isItsMessage && mustLeave(record, ask, delivery)) return { kind: 'late-duplicate' };
  if (record.state === 'held') return { kind: 'begin', tries: record };
  if (now < record.leaseUntil) return { kind: 'busy', leaseUntil: record.leaseUntil };
  const dead = { ...record, crashes: record.crashes + 1, mayHaveRun: true };
  const mayRepeat = ask.repeatable && dead.crashes < MAX_CRASHES;
  return mayRepeat ? { kind: 'begin', tries: dead } : { kind: 'abandoned', record: dead };
}

/** Whether another message of the command must leave the record to the one that is at it. */
function mustLeave(
  { messageSentAt }: RecordOfAny,
  { refused }: Ask,
  { sentAt }: Delivery,
): boolean {
  // A refused one would end what the other may yet run. One that was sent before has ended already, and its
  // retry is at it: were it to end the record as well, and its dead letter not sent, the retry would find
  // the record ended, and leave it at that.
  return refused || sentAt < Date.parse(messageSentAt);
}

function decideEnded(
  record: RecordOfAny & EndedRecord,
  ask: Ask,
  { messageId, deadLetter }: Delivery,
): Opening {
  if (record.messageId === messageId) return { kind: 'came-back', record };
  // An older copy of a dead letter that was retried since is none of its last ending.
  const isRetry = deadLetter?.id === record.id && deadLetter.attempts === record.attempts;
  if (isRetry && !ask.isStranger) return { kind: 'begin', tries: anew(record) };
  // What was refused never ran: its id is free for the same command sent right, and for any other.
  const isFree = record.outcome === 'refused';
  if (isFree && !ask.refused) return { kind: 'begin', tries: anew(record) };
  // Two messages that make no command need not be alike, but copies of one dead letter are.
  const isAlike = ask.fingerprint !== '' || deadLetter?.id === record.id;
  // A stranger's retry of a true dead letter, perhaps of one whose proof is lost, must not be dropped unseen.
  const isDuplicate = isAlike && record.fingerprint === ask.fingerprint && !isRetry;
  if (isDuplicate) return { kind: 'late-duplicate' };
  const mayReplace = isFree && !ask.isStranger;
  return mayReplace ? { kind: 'begin', tries: anew(record) } : { kind: 'another-command' };
}

/** A retried command has all its tries again. Whether an earlier one ran is as little known as before. */
function anew(record: RecordOfAny & EndedRecord): TriesBefore {
  const { version, attempts, sentAt, firstSeenAt } = record;
  const mayHaveRun = record.mayHaveRun || record.outcome === 'unknown';
  return { ...NOTHING_BEFORE, version, attempts, sentAt, firstSeenAt, mayHaveRun };
}
