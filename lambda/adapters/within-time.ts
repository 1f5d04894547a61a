import { CALL_MS } from '../contract/limits';

/** A call that hangs must not eat the time of what comes after it. */
export function withinTime(milliseconds = CALL_MS) {
  return { abortSignal: AbortSignal.timeout(milliseconds) };
}
