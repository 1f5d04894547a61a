import type { Upgrade } from '../script/script';

/** How much later MWAA may tell of an upgrade that is over, in milliseconds. */
const LATER_MS = 60_000;

/** Airflow's versions in one run: that of now, and that which MWAA tells. */
export class Versions {
  private readonly start = Date.now();

  constructor(
    private readonly before: string,
    private readonly upgrade: Upgrade | undefined,
  ) {}

  /** The old one until the upgrade is over. */
  get now(): string {
    return this.at(Date.now());
  }

  at(time: number): string {
    return this.since('when it is over', time);
  }

  /** What MWAA says at a time, in milliseconds since the epoch. */
  toldAt(time: number): string {
    return this.since(this.upgrade?.told ?? 'when it is over', time);
  }

  private since(told: Upgrade['told'], time: number): string {
    const { before, upgrade } = this;
    if (upgrade === undefined) return before;
    const begins = this.start + upgrade.fromSeconds * 1000;
    const ends = begins + upgrade.seconds * 1000;
    const from = { 'when it begins': begins, 'when it is over': ends, late: ends + LATER_MS }[told];
    return time < from ? before : upgrade.to;
  }
}
