import type { Expiry } from '../contract/expiry';
import type { NotRun } from './outcome';
import type { Delivery } from './ports';

/** How a command ends that its sender lets wait no longer; nothing while it may still be begun. */
export function endStale(
  expires: Expiry | undefined,
  { sentAt, deadLetter }: Pick<Delivery, 'sentAt' | 'deadLetter'>,
  now: number,
): NotRun | undefined {
  // Who sends a dead letter back wants it run, however old it is.
  if (expires === undefined || deadLetter !== undefined) return undefined;
  const age = Math.floor((now - (expires.since ?? sentAt)) / 1000);
  if (age <= expires.after) return undefined;
  const reason = `it is stale: its turn came after ${age} seconds, and it was to be begun within ${expires.after} (expires.after). It is dropped, as its sender asked; send it again if it is still wanted`;
  return { outcome: 'refused', reason, asAsked: true };
}
