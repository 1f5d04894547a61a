import { afterEach, expect, it, vi } from 'vitest';
import { invocationTime, OutOfTimeError } from '../../../lambda/upload-trigger/invocation-time';

afterEach(() => vi.useRealTimers());

it('a call fits into an invocation while it has six seconds left', () => {
  vi.useFakeTimers({ now: 100_000 });
  const time = invocationTime(110_000);
  vi.setSystemTime(104_000);
  expect(time.fitsCall()).toBe(true);
  expect(() => time.checkCall()).not.toThrow();
  vi.setSystemTime(104_001);
  expect(time.fitsCall()).toBe(false);
  expect(() => time.checkCall()).toThrow(OutOfTimeError);
});
