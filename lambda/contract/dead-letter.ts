import { tryParseJson } from './json';
import { isId } from './message-rules';

/** The one message attribute of a dead letter; only a message that bears it may run again. */
export const DEAD_LETTER_ATTRIBUTE = 'mwaaqDeadLetter';

/** How a command can end. */
export type FinalOutcome =
  /** Airflow said so. */
  | 'succeeded'
  /** Airflow said no. */
  | 'failed'
  /** We never ran it. */
  | 'refused'
  /** It may have run. */
  | 'unknown';

/** Why a command ended in the dead-letter queue, as that attribute holds it (JSON). */
export interface DeadLetter {
  readonly outcome: Exclude<FinalOutcome, 'succeeded'>;
  /** What happened and what to do. Holds no secret. */
  readonly reason: string;
  /** The id of the command's record. */
  readonly id: string;
  /** When SQS first handed the message out, ISO 8601. */
  readonly firstSeen: string;
  /** How often the command was begun: tells the dead letter of its last ending from an older copy. */
  readonly attempts: number;
  /** The ending's `WriterId`: random, so who bears it has seen this very dead letter, and has not guessed it. */
  readonly proof: string;
}

/** A dead letter that was sent back, by SQS's redrive or by hand. */
export interface ReturnedDeadLetter extends Pick<DeadLetter, 'id' | 'attempts'> {
  /** None in one that somebody made up. */
  readonly proof?: string | undefined;
  /** The attribute as it came. */
  readonly attribute: string;
}

/** Reads that attribute; nothing when it is none of ours, and then it opens nothing. */
export function readDeadLetter(attribute: string | undefined): ReturnedDeadLetter | undefined {
  if (attribute === undefined) return undefined;
  const { id, attempts, proof } = Object(tryParseJson(attribute)) as Readonly<
    Record<string, unknown>
  >;
  if (typeof id !== 'string' || !isId(id) || typeof attempts !== 'number') return undefined;
  return { id, attempts, attribute, ...(typeof proof === 'string' ? { proof } : {}) };
}
