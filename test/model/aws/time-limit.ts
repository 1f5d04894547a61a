interface Limit {
  /** In milliseconds since the epoch. */
  readonly until: number;
  readonly controller: AbortController;
}

const limits = new WeakMap<AbortSignal, Limit>();

/** What `AbortSignal.timeout` is in the model, whose clock is not that of signals. */
export function limitTime(ms: number): AbortSignal {
  const controller = new AbortController();
  limits.set(controller.signal, { until: Date.now() + ms, controller });
  return controller.signal;
}

/** @throws Error for a call without a limit, which could take all of the command's time */
export function msLeft(signal: AbortSignal | undefined): number {
  return Math.max(0, limitOf(signal).until - Date.now());
}

/** Tells who has set a limit that it was reached. */
export function reachLimit(signal: AbortSignal | undefined): void {
  limitOf(signal).controller.abort();
}

function limitOf(signal: AbortSignal | undefined): Limit {
  const limit = signal && limits.get(signal);
  if (limit === undefined) throw new Error('a call has no time limit');
  return limit;
}
