import type { Values } from './metric-math';

interface Figure {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** A metric of one thing, such as a queue. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** What the metric's dimension names. */
  readonly of: string;
}

/** What was measured in a run, by metric and time. */
export class Figures {
  private readonly byMetric = new Map<string, Figure[]>();

  add(metric: MetricName, at: number, value: number): void {
    const key = keyOf(metric);
    const figures = this.byMetric.get(key);
    if (figures === undefined) this.byMetric.set(key, [{ at, value }]);
    else figures.push({ at, value });
  }

  /** Whether there is anything of a metric. */
  has(metric: MetricName): boolean {
    return this.byMetric.has(keyOf(metric));
  }

  /** A statistic of each period, as CloudWatch has them: `Sum`, `Average`, `Maximum` or `p90`. */
  values(metric: MetricName, statistic: string, { start, periodMs, count }: Periods): Values {
    const figures = this.byMetric.get(keyOf(metric)) ?? [];
    const periods = Array.from({ length: count }, (): number[] => []);
    for (const { at, value } of figures) {
      periods[Math.floor((at - start) / periodMs)]?.push(value);
    }
    return periods.map((values) => (values.length === 0 ? undefined : reduce(statistic, values)));
  }
}

/** The time that is looked at. */
export interface Periods {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly periodMs: number;
  readonly count: number;
}

function reduce(statistic: string, values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (statistic) {
    case 'Sum':
      return total;
    case 'Average':
      return total / values.length;
    case 'Maximum':
      return Math.max(...values);
    case 'p90': {
      const sorted = values.toSorted((a, b) => a - b);
      return sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0;
    }
  }
  throw new Error(`the statistic ${statistic} is not known: teach scripts/dashboard/figures.ts`);
}

function keyOf({ namespace, name, of }: MetricName): string {
  return `${namespace} ${name} ${of}`;
}
