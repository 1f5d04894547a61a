import { element, escapeXml, label } from '../../scripts/dashboard/svg';
import { summarize } from '../measure/summary';
import { type Comparison, type Subject, show } from './comparison';

/** In pixels. */
const WIDTH = 860;
const MARGIN = 20;
const NAMES = 300;
const FIGURES = 150;
const ROW = 24;
const HEAD = 36;
const FOOT = 26;
const BAR = 12;

/** Has its own background, and darkens with the reader's system: it is readable on any page. */
const STYLE = `
  text { font: 12px "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; fill: #16191f }
  .title { font-size: 13.5px; font-weight: bold }
  .own { font-weight: bold }
  .name { text-anchor: end }
  .faint { fill: #5f6b7a }
  .card { fill: #ffffff; stroke: #d5dbdb }
  .bar { fill: #9aa5b1 }
  .bar-own { fill: #0972d3 }
  .to-p90 { stroke: #5f6b7a; stroke-width: 1.5 }
  .goal { stroke: #1d8102; stroke-dasharray: 4 3 }
  .goal-text { fill: #1d8102; text-anchor: middle }
  @media (prefers-color-scheme: dark) {
    text { fill: #d7dce2 }
    .faint { fill: #9aa5b1 }
    .card { fill: #161b22; stroke: #444c56 }
    .bar { fill: #6e7a87 }
    .bar-own { fill: #539fe5 }
    .to-p90 { stroke: #b6bfc9 }
    .goal { stroke: #5fd068 }
    .goal-text { fill: #5fd068 }
  }`;

/** Draws comparisons below each other: a bar to the median, a line from there to the p90, and the goal. */
export function drawComparisons(title: string, comparisons: readonly Comparison[]): string {
  const heights = comparisons.map(({ subjects }) => HEAD + subjects.length * ROW + FOOT);
  const height = heights.reduce((sum, one) => sum + one, MARGIN);
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, one) => sum + one, 0));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    element('title', {}, escapeXml(title)),
    element('style', {}, STYLE),
    element('rect', { x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1, rx: 6, class: 'card' }),
    ...comparisons.map((comparison, i) => drawComparison(comparison, tops[i] ?? 0)),
    '</svg>\n',
  ].join('\n');
}

function drawComparison(comparison: Comparison, top: number): string {
  const { title, unit, subjects, goal } = comparison;
  const most = Math.max(goal ?? 0, ...subjects.map(({ samples }) => summarize(samples).p90));
  const room = WIDTH - 2 * MARGIN - NAMES - FIGURES;
  const scale = (value: number) => (most <= 0 ? 0 : (Math.max(0, value) / most) * room);
  const rows = subjects.map((subject, i) => drawRow(subject, top + HEAD + i * ROW, scale));
  return [
    label(MARGIN, top + 28, `${title}, ${unit}`, { class: 'title' }),
    ...rows,
    goal === undefined ? '' : drawGoal(goal, top, subjects.length, scale),
  ].join('');
}

type Scale = (value: number) => number;

function drawRow({ name, isOwn, samples }: Subject, top: number, scale: Scale): string {
  const { median, p90 } = summarize(samples);
  const x = MARGIN + NAMES;
  const middle = top + ROW / 2;
  const bar = { x, y: middle - BAR / 2, width: Math.max(1, scale(median)), height: BAR };
  const figures = p90 === median ? show(median) : `${show(median)}, p90 ${show(p90)}`;
  const own = isOwn ? ' own' : '';
  return [
    label(x - 8, middle + 4, name, { class: `name${own}` }),
    element('rect', { ...bar, class: isOwn ? 'bar-own' : 'bar' }),
    element('line', {
      x1: x + scale(median),
      x2: x + scale(p90),
      y1: middle,
      y2: middle,
      class: 'to-p90',
    }),
    label(x + scale(Math.max(median, p90)) + 8, middle + 4, figures, { class: `faint${own}` }),
  ].join('');
}

function drawGoal(goal: number, top: number, rows: number, scale: Scale): string {
  const x = MARGIN + NAMES + scale(goal);
  const bottom = top + HEAD + rows * ROW;
  const line = { x1: x, x2: x, y1: top + HEAD - 2, y2: bottom + 2, class: 'goal' };
  return (
    element('line', line) + label(x, bottom + 15, `goal ${show(goal)}`, { class: 'goal-text' })
  );
}
