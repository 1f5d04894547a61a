import type { Call, Fault, FaultsByCall } from './faults';

/** Tells each call whether it goes wrong. */
export class FaultScript {
  private readonly left: { readonly fault: Fault; after: number; times: number }[];

  constructor(faults: readonly Fault[]) {
    this.left = faults.map((fault) => ({ fault, after: fault.after, times: fault.times }));
  }

  next<C extends Call>(call: C): FaultsByCall[C] | undefined {
    const entry = this.left.find(({ fault, times }) => fault.call === call && times > 0);
    if (entry === undefined) return undefined;
    if (entry.after > 0) {
      entry.after--;
      return undefined;
    }
    entry.times--;
    return entry.fault.how as FaultsByCall[C];
  }

  /** From here on all goes well. */
  stop(): void {
    this.left.length = 0;
  }
}
