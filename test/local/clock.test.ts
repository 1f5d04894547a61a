import { describe, expect, it, onTestFinished } from 'vitest';
import { advanceClock, clockAhead, onClockMoved, restoreClock } from '../../local/clock';

const HOUR_MS = 3_600_000;
const before = new Date();
const RealDate = Date;

/** Whether a time is an hour from now, within a minute. */
const inAnHour = (time: number) => Math.abs(time - RealDate.now() - HOUR_MS) < 60_000;

function ending(): void {
  onTestFinished(restoreClock);
}

describe('a clock that is advanced', () => {
  it('shows the later time in this process, in every way that a program asks for it', async () => {
    ending();

    await advanceClock(HOUR_MS / 2);
    await advanceClock(HOUR_MS / 2);

    expect(clockAhead()).toBe(HOUR_MS);
    expect(inAnHour(Date.now())).toBe(true);
    expect(inAnHour(RealDate.parse(new Date().toISOString()))).toBe(true);
    // Date() as a function gives a text, in whole seconds.
    expect(inAnHour(RealDate.parse(Date()))).toBe(true);
  });

  it('leaves dates as they are that are no question of the time', async () => {
    ending();

    await advanceClock(HOUR_MS);

    expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(new Date(2026, 0, 2).getDate()).toBe(2);
    expect(Date.UTC(2026)).toBe(Date.parse('2026-01-01T00:00:00Z'));
    expect(before).toBeInstanceOf(Date);
    expect(new Date()).toBeInstanceOf(RealDate);
  });

  it('goes on by itself, and leaves the monotonic clock alone', async () => {
    ending();
    const monotonic = performance.now();

    await advanceClock(HOUR_MS);
    const now = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(Date.now()).toBeGreaterThan(now);
    expect(performance.now() - monotonic).toBeLessThan(60_000);
  });

  it('is put back', async () => {
    await advanceClock(HOUR_MS);

    await restoreClock();

    expect(clockAhead()).toBe(0);
    expect(Date).toBe(RealDate);
  });

  it.each([-1, Number.NaN])('is never set back by %d ms', async (ms) => {
    await expect(advanceClock(ms)).rejects.toThrow(`the clock cannot go ${ms} ms forward`);
    expect(Date).toBe(RealDate);
  });

  it('tells who listens, and is done when they are', async () => {
    ending();
    const told: number[] = [];
    const stop = onClockMoved(async (aheadMs) => {
      await new Promise((resolve) => setImmediate(resolve));
      told.push(aheadMs);
    });

    await advanceClock(1);
    await advanceClock(2);
    stop();
    await advanceClock(3);

    expect(told).toEqual([1, 3]);
  });
});
