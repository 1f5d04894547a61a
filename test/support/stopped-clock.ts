import { afterEach, beforeEach, vi } from 'vitest';

/**
 * Has each test of a file, or of a `describe`, begin at a time that only `vi.setSystemTime` moves. Timers go on.
 *
 * @param now in milliseconds since the epoch
 */
export function useStoppedClock(now: number): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
  afterEach(() => void vi.useRealTimers());
}
