import { describe, expect, it, vi } from 'vitest';
import { RecordChangedError } from '../../../../lambda/contract/errors';
import type { CommandRecord, EnvironmentRecord } from '../../../../lambda/contract/record';
import { saveInTime } from '../../../../lambda/runner/record/save-in-time';
import { endedRecord } from '../../../support/command-records';
import { errorOf } from '../../../support/errors';
import { passTime } from '../../../support/pass-time';
import { useStoppedClock } from '../../../support/stopped-clock';

const NOW = Date.parse('2026-03-01T10:00:00Z');

useStoppedClock(NOW);

/** Saves into a table whose writes fail so, each after so long; then one succeeds. */
function save(failures: readonly Error[], remainingMs: number, callMs = 0) {
  const left = [...failures];
  const tried: number[] = [];
  const saved: (CommandRecord | EnvironmentRecord)[] = [];
  const warned: unknown[] = [];
  const records = {
    find: async () => undefined,
    findEnvironment: async () => undefined,
    async save(record: CommandRecord | EnvironmentRecord) {
      tried.push(Date.now() - NOW);
      vi.setSystemTime(Date.now() + callMs);
      const failure = left.shift();
      if (failure !== undefined) throw failure;
      saved.push(record);
    },
  };
  const warn = (_text: string, error: unknown) => warned.push(error);
  const done = saveInTime(endedRecord(), { records, warn, pause: passTime }, NOW + remainingMs);
  return { tried, saved, warned, done };
}

describe('What came of a command', () => {
  const failures = (count: number) =>
    Array.from({ length: count }, (_, i) => new Error(`failure ${i + 1}`));

  it('is written once when that succeeds', async () => {
    const { done, tried, saved, warned } = save([], 60_000);
    await done;
    expect(tried).toStrictEqual([0]);
    expect(saved).toStrictEqual([endedRecord()]);
    expect(warned).toStrictEqual([]);
  });

  it('is written again after each failure, with a pause between, and each is warned of', async () => {
    const [first, second] = failures(2);
    const { done, tried, saved, warned } = save(failures(2), 60_000);
    await done;
    expect(tried).toStrictEqual([0, 200, 400]);
    expect(saved).toStrictEqual([endedRecord()]);
    expect(warned).toStrictEqual([first, second]);
  });

  it('is given up when no other try and a dead letter after it would fit, with the last error', async () => {
    const { done, tried, warned } = save(failures(9), 30_000, 5000);
    expect((await errorOf(() => done)).message).toBe('failure 4');
    expect(tried).toStrictEqual([0, 5200, 10_400, 15_600]);
    expect(warned).toHaveLength(3);
  });

  it.each([
    [10_200, 2],
    [10_199, 1],
  ])('with %i ms left is written %i times', async (remainingMs, times) => {
    const { done, tried } = save(failures(1), remainingMs);
    await done.catch(() => {});
    expect(tried).toHaveLength(times);
  });

  it('is not written over what another invocation has written meanwhile', async () => {
    const changed = new RecordChangedError('changed');
    const { done, tried } = save([changed], 60_000);
    expect(await errorOf(() => done)).toBe(changed);
    expect(tried).toHaveLength(1);
  });
});
