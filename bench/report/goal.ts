import { show } from './comparison';

/** A goal, and what was measured of it. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

export function atMost(what: string, value: number, most: number, unit: string): Goal {
  return {
    goal: `${what} ≤ ${most} ${unit}`,
    measured: `${show(value)} ${unit}`,
    met: value <= most,
  };
}

export function atLeast(what: string, value: number, least: number, unit: string): Goal {
  return {
    goal: `${what} ≥ ${least} ${unit}`,
    measured: `${show(value)} ${unit}`,
    met: value >= least,
  };
}
