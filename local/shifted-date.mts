/** Shifts the wall clock of a process. Plain ECMAScript: a function's process loads it as it is. */
const RealDate = Date;

/**
 * Makes `Date.now()`, `new Date()` and `Date()` run ahead of the true time. Timers and monotonic
 * clocks stay as they are.
 *
 * @param aheadMs 0 puts the true clock back
 */
export function shiftDate(aheadMs: number): void {
  globalThis.Date = aheadMs === 0 ? RealDate : shifted(() => RealDate.now() + aheadMs);
}

function shifted(now: () => number): DateConstructor {
  // A proxy rather than a subclass: dates made before and after the shift are instances of both.
  return new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
