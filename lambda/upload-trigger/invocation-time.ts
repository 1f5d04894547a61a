import { setTimeout as pause } from 'node:timers/promises';
import { CALL_MS } from '../contract/limits';

/** Less than one call, and what comes after it, may take. */
const LEAST_MS = CALL_MS + 1000;

/** What is left to do does not fit into this invocation: its messages come again. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/** One invocation's time. */
export interface InvocationTime {
  /** In milliseconds since the epoch. */
  now(): number;
  /** Whether one more call fits. */
  fitsCall(): boolean;
  /** @throws OutOfTimeError when no more call fits */
  checkCall(): void;
  /** Waits a little, each time another while, so that who clashed does not clash again. */
  pause(): Promise<void>;
}

/** Between two tries of a write that another invocation was faster at, in milliseconds at most. */
const MAX_PAUSE_MS = 100;

/** @param deadline when this invocation is stopped, in milliseconds since the epoch */
export function invocationTime(deadline: number): InvocationTime {
  const fitsCall = () => Date.now() + LEAST_MS <= deadline;
  return {
    now: Date.now,
    fitsCall,
    checkCall() {
      if (fitsCall()) return;
      throw new OutOfTimeError(
        'this invocation has no time left: what is not done is handed out again',
      );
    },
    pause: () => pause(Math.random() * MAX_PAUSE_MS),
  };
}
