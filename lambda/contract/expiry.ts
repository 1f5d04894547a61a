import { InvalidMessageError } from './errors';
import { isJsonNumber } from './json';
import { MAX_EXPIRY_SECONDS } from './limits';
import { describe, readObject, readTime } from './message-fields';
import { isWithin, type Range, ruleOf } from './range';

/** How long a command may wait for its turn: what is stale then is not begun any more. */
export interface Expiry {
  /** In seconds. */
  readonly after: number;
  /** From when, in milliseconds since the epoch. @default - from when SQS got the message */
  readonly since?: number;
}

const AFTER: Range = { least: 1, most: MAX_EXPIRY_SECONDS, unit: 'seconds', takesParts: true };

const EXPIRY_FIELDS = ['after', 'since'] as const;

/** @throws InvalidMessageError which names the field, the value and what is allowed */
export function readExpiry(value: unknown): Expiry {
  const { after, since } = readObject(value, 'expires', EXPIRY_FIELDS);
  return {
    after: readSeconds(after),
    ...(since === undefined ? {} : { since: readTime(since, 'expires.since') }),
  };
}

function readSeconds(value: unknown): number {
  const seconds = isJsonNumber(value) ? Number(JSON.stringify(value)) : Number.NaN;
  if (isWithin(seconds, AFTER)) return seconds;
  const shown = Number.isNaN(seconds) ? describe(value) : seconds;
  throw new InvalidMessageError(`expires.after is ${shown}: ${ruleOf(AFTER)}`);
}
