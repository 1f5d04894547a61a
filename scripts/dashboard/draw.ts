import { InternalError } from '../../lambda/contract/errors';
import { type AlarmState, alarmStates } from './alarm-states';
import { dashboardsOf, type Widget } from './body';
import { drawChart } from './chart';
import type { SeenRun } from './run';
import { linesOf } from './series';
import { type Box, element, escapeXml, label } from './svg';

/** A cell of the dashboard's grid, in pixels, and what is left free around a widget. */
const CELL = { width: 60, height: 36 };
const GAP = 5;
const MARGIN = 16;
const LINE = 18;
const ALARMS_IN_A_LINE = 6;

const STYLE = `
  text { font: 11px "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; fill: #16191f }
  .title { font-size: 12.5px; font-weight: bold }
  .faint, .caption { fill: #5f6b7a }
  .limit { fill: #d62728 }
  .h1 { font-size: 22px; font-weight: bold }
  .h2 { font-size: 16px; font-weight: bold }
  .link { fill: #0972d3 }`;

const STATES: Readonly<Record<AlarmState, { readonly color: string; readonly words: string }>> = {
  OK: { color: '#1d8102', words: 'OK' },
  ALARM: { color: '#d13212', words: 'In alarm' },
  INSUFFICIENT_DATA: { color: '#879596', words: 'Insufficient data' },
};

/** Draws the dashboard of a run's template, with what was seen of the run. */
export function drawDashboard(run: SeenRun, caption: readonly string[]): string {
  const [dashboard] = dashboardsOf(run.template);
  if (dashboard === undefined) throw new InternalError('the template has no dashboard');
  const cells = Math.max(...dashboard.widgets.map(({ y, height }) => y + height));
  const width = 24 * CELL.width + 2 * MARGIN;
  const below = MARGIN + cells * CELL.height + LINE;
  const height = below + caption.length * LINE;
  const states = alarmStates(run.template, run.figures, run.periods);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    element('title', {}, 'The dashboard of an environment, with figures of a local run'),
    element('style', {}, STYLE),
    element('rect', { x: 0, y: 0, width, height, fill: '#f4f5f7' }),
    ...dashboard.widgets.map((widget) => drawWidget(widget, run, states)),
    ...caption.map((line, i) => label(MARGIN + GAP, below + i * LINE, line, { class: 'caption' })),
    '</svg>\n',
  ].join('\n');
}

function drawWidget(
  widget: Widget,
  { figures, periods }: SeenRun,
  states: ReadonlyMap<string, AlarmState>,
): string {
  const box = boxOf(widget);
  if (widget.type === 'text') return drawText(box, widget.properties.markdown);
  const card = element('rect', { ...box, fill: 'white', stroke: '#d5dbdb', rx: 3 });
  if (widget.type === 'alarm') return card + drawAlarms(box, widget.properties, states);
  const seconds = (periods.count * periods.periodMs) / 1000;
  const lines = linesOf(widget.properties, figures, periods);
  return card + drawChart(box, widget.properties, lines, seconds);
}

function boxOf({ x, y, width, height }: Box): Box {
  return {
    x: MARGIN + x * CELL.width + GAP,
    y: MARGIN + y * CELL.height + GAP,
    width: width * CELL.width - 2 * GAP,
    height: height * CELL.height - 2 * GAP,
  };
}

/** Headings, and lines with links, which are all the Markdown that the constructs write. */
function drawText({ x, y }: Box, markdown: string): string {
  return markdown
    .split('\n')
    .map((line, i) => {
      const [, marks, heading] = /^(#+) (.+)$/.exec(line) ?? [];
      const at = { x: x + 4, y: y + 22 + i * 26 };
      if (heading !== undefined) return label(at.x, at.y, heading, { class: `h${marks?.length}` });
      const words = escapeXml(line).replace(
        /\[([^\]]+)\]\([^)]+\)/g,
        '<tspan class="link">$1</tspan>',
      );
      return element('text', at, words);
    })
    .join('');
}

function drawAlarms(
  { x, y, width }: Box,
  { title, alarms }: { readonly title: string; readonly alarms: readonly string[] },
  states: ReadonlyMap<string, AlarmState>,
): string {
  const each = (width - 24) / ALARMS_IN_A_LINE;
  const boxes = alarms.map((alarm, i) => {
    const left = x + 12 + (i % ALARMS_IN_A_LINE) * each;
    const top = y + 30 + Math.floor(i / ALARMS_IN_A_LINE) * 34;
    const { color, words } = STATES[states.get(alarm) ?? 'INSUFFICIENT_DATA'];
    return [
      element('rect', {
        x: left,
        y: top,
        width: each - 8,
        height: 30,
        fill: 'white',
        stroke: color,
        rx: 3,
      }),
      element('rect', { x: left, y: top, width: 5, height: 30, fill: color }),
      label(left + 12, top + 13, alarm.replace(/^.*\//, '')),
      element('text', { x: left + 12, y: top + 25, style: `fill: ${color}` }, words),
    ].join('');
  });
  return label(x + 12, y + 20, title, { class: 'title' }) + boxes.join('');
}
