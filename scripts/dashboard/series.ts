import type { GraphProperties, Series } from './body';
import { seriesOf } from './body';
import type { Figures, Periods } from './figures';
import { calculate, type Values } from './metric-math';

/** A line of a graph. */
export interface Line {
  readonly label: string;
  readonly color: string | undefined;
  readonly values: Values;
}

/** The lines of a graph, from what was measured. */
export function linesOf(
  properties: GraphProperties,
  figures: Figures,
  periods: Periods,
): readonly Line[] {
  const all = seriesOf(properties);
  const valuesOf = (series: Series): Values =>
    series.kind === 'metric'
      ? figures.values(series, series.stat, periods)
      : calculate(
          series.expression,
          new Map(all.flatMap((one) => (one.id === undefined ? [] : [[one.id, valuesOf(one)]]))),
        );
  return all
    .filter(({ visible }) => visible)
    .map((series) => ({
      label: series.label ?? '',
      color: series.color,
      values: valuesOf(series),
    }));
}
