/** The one message attribute of a dead letter; only a message that bears it may run again. */
export const DEAD_LETTER_ATTRIBUTE = 'mwaaqDeadLetter';

/** Why a command ended in the dead-letter queue, as that attribute holds it (JSON). */
export interface DeadLetter {
  readonly outcome: 'failed' | 'refused' | 'unknown';
  /** What happened and what to do. Holds no secret. */
  readonly reason: string;
  /** The command's id. */
  readonly id: string;
  /** When SQS first handed the message out, ISO 8601. */
  readonly firstSeen: string;
  /** How often SQS has handed the message out. */
  readonly attempts: number;
}
