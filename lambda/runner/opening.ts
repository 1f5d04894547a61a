import { MAX_CRASHES } from '../contract/limits';
import type { CommandRecord, EndedRecord, RecordOfAny, RunningRecord } from '../contract/record';
import type { Delivery } from './ports';

/** What a delivery asks for. */
export interface Ask {
  /** See `RecordOfAny.fingerprint`; empty for a message that makes no command. */
  readonly fingerprint: string;
  readonly repeatable: boolean;
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
  /** The id is taken by another command. */
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
  const isSame = record.messageId === delivery.messageId || record.fingerprint === ask.fingerprint;
  if (!isSame) return { kind: 'another-command' };
  // It has ended already, and its retry is at it. Were it to end the record as well, and were that not to
  // work to the end, the retry would find the record ended, and leave it at that.
  if (delivery.sentAt < Date.parse(record.messageSentAt)) return { kind: 'late-duplicate' };
  if (record.state === 'held') return { kind: 'begin', tries: record };
  if (now < record.leaseUntil) return { kind: 'busy', leaseUntil: record.leaseUntil };
  const dead = { ...record, crashes: record.crashes + 1, mayHaveRun: true };
  const mayRepeat = ask.repeatable && dead.crashes < MAX_CRASHES;
  return mayRepeat ? { kind: 'begin', tries: dead } : { kind: 'abandoned', record: dead };
}

function decideEnded(
  record: RecordOfAny & EndedRecord,
  ask: Ask,
  { messageId, deadLetter }: Delivery,
): Opening {
  if (record.messageId === messageId) return { kind: 'came-back', record };
  // An older copy of a dead letter that was retried since is none of its last ending.
  const isRetry = deadLetter?.id === record.id && deadLetter.attempts === record.attempts;
  if (isRetry) return { kind: 'begin', tries: anew(record) };
  // Two messages that make no command need not be alike, but copies of one dead letter are.
  const isAlike = ask.fingerprint !== '' || deadLetter?.id === record.id;
  if (isAlike && record.fingerprint === ask.fingerprint) return { kind: 'late-duplicate' };
  // What was refused never ran: its id is free for the command put right.
  if (record.outcome === 'refused') return { kind: 'begin', tries: anew(record) };
  return { kind: 'another-command' };
}

/** A retried command has all its tries again. */
function anew({ version, attempts, sentAt, firstSeenAt }: RecordOfAny): TriesBefore {
  return { ...NOTHING_BEFORE, version, attempts, sentAt, firstSeenAt };
}
