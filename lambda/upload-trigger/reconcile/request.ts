import { InvalidMessageError } from '../../contract/errors';
import { describe, readObject, readString, readTime } from '../../contract/message-fields';
import { DAY_MS } from '../../contract/time-units';
import { RECONCILE_AFTER_MINUTES } from '../../contract/upload-rule';

/** What an operator asks for: which objects were written, but never heard of. Times in milliseconds since the epoch. */
export interface ReconcileRequest {
  readonly since: number;
  readonly until: number;
  /** Whether what is missing is queued, or only told. */
  readonly queue: boolean;
  /** To go on after this key. */
  readonly startAfter?: string;
}

/** Whether the function was invoked for this, and not by its queue. */
export function isReconcile(event: object): event is { readonly reconcile: unknown } {
  return 'reconcile' in event;
}

/**
 * @param now in milliseconds since the epoch
 * @param retentionDays how long it is known what was heard of
 * @throws InvalidMessageError which names the field, the value and what is allowed
 */
export function readReconcile(event: object, now: number, retentionDays: number): ReconcileRequest {
  const { reconcile } = readObject(event, 'the event', ['reconcile']);
  const fields = readObject(reconcile, 'reconcile', ['since', 'until', 'queue', 'startAfter']);
  const since = readTime(fields.since, 'reconcile.since');
  const until =
    fields.until === undefined
      ? now - RECONCILE_AFTER_MINUTES * 60_000
      : readTime(fields.until, 'reconcile.until');
  checkRange(since, until, now, retentionDays);
  return {
    since,
    until,
    queue: readFlag(fields.queue),
    ...(fields.startAfter === undefined
      ? {}
      : { startAfter: readString(fields.startAfter, 'reconcile.startAfter') }),
  };
}

function checkRange(since: number, until: number, now: number, retentionDays: number): void {
  const shown = (time: number) => new Date(time).toISOString();
  const oldest = now - retentionDays * DAY_MS;
  if (since < oldest) {
    throw new InvalidMessageError(
      `reconcile.since is ${shown(since)}: give ${shown(oldest)} or later, since what was heard of is forgotten after ${retentionDays} days, and all older objects would seem missing`,
    );
  }
  if (until > now) {
    throw new InvalidMessageError(
      `reconcile.until is ${shown(until)}: give ${shown(now)}, which is now, or earlier`,
    );
  }
  if (since < until) return;
  throw new InvalidMessageError(
    `reconcile.since is ${shown(since)}: give a time before reconcile.until, which is ${shown(until)} (by default ${RECONCILE_AFTER_MINUTES} minutes ago)`,
  );
}

function readFlag(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  throw new InvalidMessageError(`reconcile.queue is ${describe(value)}: give true or false`);
}
