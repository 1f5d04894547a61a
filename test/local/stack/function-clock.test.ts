import { describe, expect, it, onTestFinished } from 'vitest';
import { advanceClock, clockAhead, restoreClock } from '../../../local/clock';
import { host } from '../../support/bundle';

const HOUR_MS = 3_600_000;
const RealDate = Date;

/** Whether a time is an hour from now, within a minute. */
const inAnHour = (time: number) => Math.abs(time - RealDate.now() - HOUR_MS) < 60_000;

function ending(): void {
  onTestFinished(restoreClock);
}

/** Tells all that a handler can tell of the time. */
const TELL = `exports.handler = async (_, context) => ({
  pid: process.pid, now: Date.now(), date: new Date().toISOString(),
  left: context.getRemainingTimeInMillis() });`;

interface Told {
  readonly pid: number;
  readonly now: number;
  readonly date: string;
  readonly left: number;
}

describe("a function's process", () => {
  it('that runs already gets the later time, and the true time again', async () => {
    ending();
    const { target } = host(TELL);
    const { pid } = (await target.invoke({})) as Told;

    await advanceClock(HOUR_MS);
    const later = (await target.invoke({})) as Told;
    await restoreClock();
    const restored = (await target.invoke({})) as Told;

    expect([later.pid, restored.pid]).toEqual([pid, pid]);
    expect([later.now, Date.parse(later.date)].map(inAnHour)).toEqual([true, true]);
    expect(inAnHour(restored.now)).toBe(false);
  });

  it('that starts later has the later time from its first event on', async () => {
    ending();
    await advanceClock(HOUR_MS);

    const told = (await host(TELL).target.invoke({})) as Told;

    expect([told.now, Date.parse(told.date)].map(inAnHour)).toEqual([true, true]);
  });

  it('has its time left by the same clock', async () => {
    ending();
    const { target } = host(TELL, { timeoutSeconds: 60 });

    const first = (await target.invoke({})) as Told;
    await advanceClock(HOUR_MS);
    const running = (await target.invoke({})) as Told;
    await target.kill();
    const started = (await target.invoke({})) as Told;

    for (const { left } of [first, running, started]) {
      expect(left).toBeGreaterThan(30_000);
      expect(left).toBeLessThanOrEqual(60_000);
    }
  });

  it('gets it in the middle of an invocation', async () => {
    ending();
    const { target, events } = host(`exports.handler = async () => {
      console.log('started');
      const start = Date.now();
      while (Date.now() - start < ${HOUR_MS}) await new Promise(setImmediate);
      return 'an hour later';
    };`);
    const invocation = target.invoke({});
    while (events.length === 0) await new Promise((resolve) => setImmediate(resolve));

    await advanceClock(HOUR_MS);

    expect(await invocation).toBe('an hour later');
  });

  it('that is gone keeps nobody waiting', async () => {
    ending();
    const { target } = host('exports.handler = async () => process.exit(1);');
    await expect(target.invoke({})).rejects.toThrow('ended (1)');

    await advanceClock(HOUR_MS);

    expect(clockAhead()).toBe(HOUR_MS);
  });
});
