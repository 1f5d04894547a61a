import type { Delivery } from './ports';

/** A delivery in the hands of one invocation: what stays the same until it is done with. */
export interface Turn<Context> {
  readonly delivery: Delivery;
  readonly context: Context;
  /** When this invocation is stopped, in milliseconds since the epoch. */
  readonly deadline: number;
}
