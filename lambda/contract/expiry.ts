import { InvalidMessageError } from './errors';
import { isJsonNumber } from './json';
import { MAX_EXPIRY_SECONDS } from './limits';
import { describe, readObject, readString } from './message-fields';

/** How long a command may wait for its turn: what is stale then is not begun any more. */
export interface Expiry {
  /** In seconds. */
  readonly after: number;
  /** From when, in milliseconds since the epoch. @default - from when SQS got the message */
  readonly since?: number;
}

const EXPIRY_FIELDS = ['after', 'since'] as const;

/** @throws InvalidMessageError which names the field, the value and what is allowed */
export function readExpiry(value: unknown): Expiry {
  const { after, since } = readObject(value, 'expires', EXPIRY_FIELDS);
  return { after: readSeconds(after), ...(since === undefined ? {} : { since: readTime(since) }) };
}

function readSeconds(value: unknown): number {
  const seconds = isJsonNumber(value) ? Number(JSON.stringify(value)) : Number.NaN;
  if (seconds >= 1 && seconds <= MAX_EXPIRY_SECONDS) return seconds;
  const shown = Number.isNaN(seconds) ? describe(value) : seconds;
  throw new InvalidMessageError(
    `expires.after is ${shown}: give a number of seconds, 1 to ${MAX_EXPIRY_SECONDS}`,
  );
}

/** With a time zone: without one, it would mean what this machine's clock says. */
function readTime(value: unknown): number {
  const text = readString(value, 'expires.since');
  const isWhole = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = isWhole ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidMessageError(
    `expires.since ${JSON.stringify(text.slice(0, 60))} is no time: give ISO 8601 with a time zone, for example 2026-11-22T06:00:00Z`,
  );
}
