/** Until when each signal lets a call take, in milliseconds since the epoch. */
const limits = new WeakMap<AbortSignal, number>();

/** What `AbortSignal.timeout` is in the model, whose clock is not that of signals. */
export function limitTime(ms: number): AbortSignal {
  const { signal } = new AbortController();
  limits.set(signal, Date.now() + ms);
  return signal;
}

/** @throws Error for a call without a limit, which could take all of the command's time */
export function msLeft(signal: AbortSignal | undefined): number {
  const until = signal && limits.get(signal);
  if (until === undefined) throw new Error('a call has no time limit');
  return Math.max(0, until - Date.now());
}
