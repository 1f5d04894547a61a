import { setTimeout as pause } from 'node:timers/promises';
import { vi } from 'vitest';

/** A pause: on a faked clock time that passes, else a real one. */
export async function passTime(milliseconds: number): Promise<void> {
  if (vi.isFakeTimers()) vi.setSystemTime(Date.now() + milliseconds);
  else await pause(milliseconds);
}
