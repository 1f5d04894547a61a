import { setTimeout } from 'node:timers/promises';

/** What tells and passes time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

export const wallClock: Clock = { now: () => Date.now(), pause: setTimeout };

/** Lets one caller after the other go on, so that no more than `perSecond` do within a second. */
export function createPace(perSecond: number, clock: Clock): () => Promise<void> {
  const gap = 1000 / perSecond;
  let next = 0;
  return async () => {
    const now = clock.now();
    // A clock that was set back must not have anyone wait for it to catch up.
    const start = Math.max(now, Math.min(next, now + gap));
    next = start + gap;
    if (start > now) await clock.pause(start - now);
  };
}
