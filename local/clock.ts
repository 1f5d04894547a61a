import { createRequire } from 'node:module';

/** Of the form that a function's process loads, which a static import here cannot name. */
const { shiftDate } = createRequire(__filename)('./shifted-date.mts') as {
  readonly shiftDate: (aheadMs: number) => void;
};

type ClockListener = (aheadMs: number) => Promise<void>;

const listeners = new Set<ClockListener>();
let aheadMs = 0;

/**
 * Lets time pass for all that goes by the wall clock, without waiting: this process, with the SQS and
 * the MWAA in it, and the functions' processes. Timers and monotonic clocks stay as they are, so a
 * schedule does not fire of itself.
 *
 * @returns when every running function has the new time
 */
export async function advanceClock(ms: number): Promise<void> {
  if (!(ms >= 0)) throw new Error(`the clock cannot go ${ms} ms forward: give 0 or more`);
  await setAhead(aheadMs + ms);
}

/** Puts the true time back: what is still running then may see time go backwards. */
export async function restoreClock(): Promise<void> {
  await setAhead(0);
}

/** How far the clock is ahead of the true time, in milliseconds. */
export function clockAhead(): number {
  return aheadMs;
}

/** @returns what ends the listening */
export function onClockMoved(listener: ClockListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

async function setAhead(ms: number): Promise<void> {
  aheadMs = ms;
  shiftDate(ms);
  await Promise.all([...listeners].map((listener) => listener(ms)));
}
