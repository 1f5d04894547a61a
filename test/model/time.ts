import { vi } from 'vitest';

/** When every run begins. */
const START = Date.UTC(2026, 10, 22);

/** Stops the clock; from here on it moves from one timer to the next. */
export function stopTime(): void {
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout'],
    now: START,
  });
}

export function letTimeGoOn(): void {
  vi.useRealTimers();
}

/** The time since a run began, as people read it. */
export function clock(): string {
  return `+${((Date.now() - START) / 1000).toFixed(2)} s`;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Lets all go on that waits for nothing but a promise. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Moves the clock to the next timer, and says whether there was one. */
export function advance(): boolean {
  if (vi.getTimerCount() === 0) return false;
  vi.advanceTimersToNextTimer();
  return true;
}
