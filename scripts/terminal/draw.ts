import { element, escapeXml } from '../dashboard/svg';
import type { Run, Screen } from './screen';

/** A character's place, in pixels. */
const CELL = { width: 8, height: 18 };
const FONT_SIZE = 13.3;
const MARGIN = 16;
const BAR = 32;
const BUTTONS = ['#ff5f57', '#febc2e', '#28c840'];

/**
 * A dark terminal, and a light one where the reader's own theme is light: each on its own background, whatever the page's is. Each
 * colour of a text has a contrast of at least 4.5 to 1 with it, as WCAG 2 asks (level AA).
 */
const STYLE = `
  .frame { fill: #161b22; stroke: #444c56 }
  text { font: ${FONT_SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; fill: #d7dce2 }
  .title { fill: #8b949e; text-anchor: middle }
  .bold { font-weight: bold; fill: #ffffff }
  .dim { fill: #8b949e }
  .colour1 { fill: #ff7b72 }
  .colour2 { fill: #5fd068 }
  .colour3 { fill: #e3b341 }
  .colour5 { fill: #d2a8ff }
  @media (prefers-color-scheme: light) {
    .frame { fill: #ffffff; stroke: #d0d7de }
    text { fill: #1f2328 }
    .title, .dim { fill: #656d76 }
    .bold { fill: #000000 }
    .colour1 { fill: #b3261e }
    .colour2 { fill: #1a7f37 }
    .colour3 { fill: #7a5200 }
    .colour5 { fill: #8250df }
  }`;

/** Draws what stands on a terminal. */
export function drawTerminal(screen: Screen, columns: number, title: string): string {
  const lines = screen.runs.slice(0, screen.runs.findLastIndex((runs) => runs.length > 0) + 1);
  const width = columns * CELL.width + 2 * MARGIN;
  const height = BAR + lines.length * CELL.height + MARGIN;
  const buttons = BUTTONS.map((fill, i) =>
    element('circle', { cx: MARGIN + 4 + i * 18, cy: BAR / 2, r: 5.5, fill }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    element('title', {}, escapeXml(title)),
    element('style', {}, STYLE),
    element('rect', {
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      rx: 8,
      class: 'frame',
    }),
    ...buttons,
    element('text', { x: width / 2, y: BAR / 2 + 4.5, class: 'title' }, escapeXml(title)),
    ...lines.flatMap((runs, row) => runs.map((run) => drawRun(run, row))),
    '</svg>\n',
  ].join('\n');
}

/** As wide as its characters' places, whatever font there is. */
function drawRun({ column, text, style }: Run, row: number): string {
  const { bold, dim, colour } = style;
  const looks = [bold && 'bold', dim && 'dim', colour !== undefined && `colour${colour}`];
  const classes = looks.filter((one) => one !== false).join(' ');
  const place = {
    x: MARGIN + column * CELL.width,
    y: BAR + (row + 0.75) * CELL.height,
    textLength: [...text].length * CELL.width,
    lengthAdjust: 'spacingAndGlyphs',
    ...(classes === '' ? {} : { class: classes }),
  };
  return element('text', place, escapeXml(text));
}
