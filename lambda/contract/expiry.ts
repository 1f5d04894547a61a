import { InvalidMessageError } from './errors';
import { isJsonNumber } from './json';
import { describe, readObject, readTime } from './message-fields';
import { MESSAGE_FIELDS } from './message-rules';

/** How long a command may wait for its turn: what is stale then is not begun any more. */
export interface Expiry {
  /** In seconds. */
  readonly after: number;
  /** From when, in milliseconds since the epoch. @default - from when SQS got the message */
  readonly since?: number;
}

const { fields: EXPIRY_FIELDS } = MESSAGE_FIELDS.expires;

/** @throws InvalidMessageError which names the field, the value and what is allowed */
export function readExpiry(value: unknown): Expiry {
  const { after, since } = readObject(value, 'expires', Object.keys(EXPIRY_FIELDS));
  return {
    after: readSeconds(after),
    ...(since === undefined ? {} : { since: readTime(since, 'expires.since') }),
  };
}

function readSeconds(value: unknown): number {
  const seconds = isJsonNumber(value) ? Number(JSON.stringify(value)) : Number.NaN;
  const { minimum, maximum, allowed } = EXPIRY_FIELDS.after;
  if (seconds >= minimum && seconds <= maximum) return seconds;
  const shown = Number.isNaN(seconds) ? describe(value) : seconds;
  throw new InvalidMessageError(`expires.after is ${shown}: give ${allowed}`);
}
