import type { GraphProperties } from './body';
import type { Line } from './series';
import { type Box, element, label, widthOf } from './svg';

/** As CloudWatch colours lines that have no colour. */
const COLORS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2'];

const GRID = '#e9ebed';
const LEGEND_LINE = 16;

/** So that a line at its highest is no part of the frame. */
const HEADROOM = 1.05;

/** Where a graph's lines are drawn, and in which scale. */
interface Plot extends Box {
  readonly most: number;
  readonly count: number;
}

/**
 * Draws a graph: its title, its lines or stacked areas, axes and legend.
 *
 * @param seconds how long the time axis is
 */
export function drawChart(
  box: Box,
  properties: GraphProperties,
  lines: readonly Line[],
  seconds: number,
): string {
  const coloured = lines.map((line, i) => ({ ...line, color: line.color ?? COLORS[i % 7] ?? '' }));
  const { legend, height } = drawLegend(box, coloured);
  const plot: Plot = {
    x: box.x + 44,
    y: box.y + 44,
    width: box.width - 60,
    height: box.height - 68 - height,
    most: scaleOf(properties, lines),
    count: Math.max(...lines.map(({ values }) => values.length)),
  };
  const empty = lines.every(({ values }) => values.every((value) => value === undefined));
  return [
    label(box.x + 12, box.y + 20, properties.title, { class: 'title' }),
    label(box.x + 12, box.y + 35, properties.yAxis.left.label, { class: 'faint' }),
    drawAxes(plot, seconds),
    empty
      ? drawNothing(plot)
      : drawLines(plot, properties.stacked ? stack(coloured) : coloured, properties.stacked),
    ...(properties.annotations?.horizontal ?? []).map((limit) => drawLimit(plot, limit)),
    legend,
  ].join('\n');
}

type Coloured = Line & { readonly color: string };

/** Each on top of those before it; what has no data adds nothing. */
function stack(lines: readonly Coloured[]): readonly Coloured[] {
  const sums: number[] = [];
  return lines.map((line) => ({
    ...line,
    values: line.values.map((value, i) => {
      sums[i] = (sums[i] ?? 0) + (value ?? 0);
      return sums[i];
    }),
  }));
}

/** The top of the value axis: a round number above all that is drawn. */
function scaleOf({ stacked, annotations }: GraphProperties, lines: readonly Line[]): number {
  const drawn = stacked ? stack(lines.map((line) => ({ ...line, color: '' }))) : lines;
  const values = drawn.flatMap((line) => line.values.map((value) => value ?? 0));
  const limits = (annotations?.horizontal ?? []).map(({ value }) => value);
  const most = Math.max(1, ...values, ...limits) * HEADROOM;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([1, 2, 4, 5, 8, 10].find((step) => step * power >= most) ?? 10);
}

function drawAxes({ x, y, width, height, most }: Plot, seconds: number): string {
  const values = [0, most / 2, most].map((value) => {
    const at = y + height - (value / most) * height;
    return [
      element('line', { x1: x, x2: x + width, y1: at, y2: at, stroke: GRID }),
      label(x - 6, at + 4, show(value), { class: 'faint', 'text-anchor': 'end' }),
    ].join('');
  });
  const times = [0, 1 / 3, 2 / 3, 1].map((part) => {
    const anchor = part === 0 ? 'start' : part === 1 ? 'end' : 'middle';
    const text = `${Math.round(part * seconds)} s`;
    return label(x + part * width, y + height + 15, text, {
      class: 'faint',
      'text-anchor': anchor,
    });
  });
  return [...values, ...times].join('');
}

function drawLines(plot: Plot, lines: readonly Coloured[], filled: boolean): string {
  const { x, y, width, height, most, count } = plot;
  const at = (value: number, i: number) =>
    `${(x + ((i + 0.5) / count) * width).toFixed(1)},${(y + height - (value / most) * height).toFixed(1)}`;
  // The topmost area first: the others are drawn over it.
  const order = filled ? lines.toReversed() : lines;
  return order
    .flatMap(({ values, color }) =>
      runsOf(values).map((run) => {
        const points = run.map(([i, value]) => at(value, i)).join(' ');
        if (filled) {
          const ends = [run.at(-1)?.[0] ?? 0, run[0]?.[0] ?? 0].map((i) => at(0, i)).join(' ');
          return element('polygon', { points: `${points} ${ends}`, fill: color, stroke: color });
        }
        if (run.length > 1)
          return element('polyline', { points, fill: 'none', stroke: color, 'stroke-width': 1.8 });
        const [cx = 0, cy = 0] = points.split(',').map(Number);
        return element('circle', { cx, cy, r: 2.2, fill: color });
      }),
    )
    .join('');
}

/** Values one after the other without a gap, each with its place. */
function runsOf(values: Line['values']): readonly (readonly (readonly [number, number])[])[] {
  const runs: [number, number][][] = [];
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    const last = runs.at(-1);
    if (last?.at(-1)?.[0] === i - 1) last.push([i, value]);
    else runs.push([[i, value]]);
  }
  return runs;
}

function drawLimit({ x, y, width, height, most }: Plot, limit: { label: string; value: number }) {
  const at = y + height - (limit.value / most) * height;
  const line = {
    x1: x,
    x2: x + width,
    y1: at,
    y2: at,
    stroke: '#d62728',
    'stroke-dasharray': '5 3',
  };
  return (
    element('line', line) +
    label(x + width, at - 4, limit.label, { class: 'limit', 'text-anchor': 'end' })
  );
}

function drawNothing({ x, y, width, height }: Plot): string {
  const middle = { class: 'faint', 'text-anchor': 'middle' };
  return label(x + width / 2, y + height / 2 + 4, 'not measured in a local run', middle);
}

function drawLegend(box: Box, lines: readonly Coloured[]) {
  const rows: { line: Coloured; x: number }[][] = [[]];
  let x = box.x + 14;
  for (const line of lines) {
    const width = widthOf(line.label) + 30;
    if (x + width > box.x + box.width && x > box.x + 14) {
      rows.push([]);
      x = box.x + 14;
    }
    rows.at(-1)?.push({ line, x });
    x += width;
  }
  const height = rows.length * LEGEND_LINE;
  const legend = rows.flatMap((row, i) => {
    const y = box.y + box.height - height + i * LEGEND_LINE + 4;
    return row.map(
      ({ line, x: left }) =>
        element('rect', { x: left, y: y - 8, width: 10, height: 10, fill: line.color }) +
        label(left + 15, y + 1, line.label, { class: 'legend' }),
    );
  });
  return { legend: legend.join(''), height };
}

function show(value: number): string {
  if (value >= 10_000) return `${Math.round(value / 100) / 10}k`;
  return String(Math.round(value * 10) / 10);
}
