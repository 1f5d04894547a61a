/** `rich` prints to a file with this width, and folds whatever does not fit. */
const WIDTH = 200;
const SEPARATOR = ' | ';

/**
 * The table that Airflow prints without `-o`: a long run id is broken over several lines, which is
 * why the table cannot be trusted to name a run.
 */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  const lines = rows.map((row, index) => renderRow(row, widths, index === 0));
  const rule = widths.map((width) => '='.repeat(width)).join('=+=');
  const [header = [], ...body] = lines;
  // The blank last line is the table's empty caption.
  const caption = ' '.repeat(rule.length);
  return [...header, rule, ...body.flat(), caption].map((line) => `${line}\n`).join('');
}

function renderRow(
  cells: readonly string[],
  widths: readonly number[],
  isHeader: boolean,
): string[] {
  const tops = cells.map((cell, index) => fold(cell, widths[index] ?? 0));
  const height = Math.max(...tops.map(({ length }) => length));
  // A header's cells stand at the bottom of their row, the others at the top.
  const folded = isHeader
    ? tops.map((lines) => [...Array<string>(height - lines.length).fill(''), ...lines])
    : tops;
  return Array.from({ length: height }, (_, line) =>
    folded.map((lines, index) => (lines[line] ?? '').padEnd(widths[index] ?? 0)).join(SEPARATOR),
  );
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => longestLine(row[index] ?? ''))),
  );
  const paddings = widths.map((_, index) => padding(index, widths.length));
  const padded = widths.map((width, index) => Math.max(width, 1) + (paddings[index] ?? 0));
  const collapsed = collapse(padded, WIDTH - (widths.length - 1));
  return collapsed.map((width, index) => width - (paddings[index] ?? 0));
}

/** One space to each side of a cell, but none at the table's edges. */
function padding(index: number, columns: number): number {
  return (index === 0 ? 0 : 1) + (index === columns - 1 ? 0 : 1);
}

/** As rich does: the widest columns shrink together to the next widest, until the table fits. */
function collapse(widths: readonly number[], available: number): number[] {
  let result = [...widths];
  for (;;) {
    const excess = sum(result) - available;
    const widest = Math.max(...result);
    const next = Math.max(0, ...result.filter((width) => width !== widest));
    if (excess <= 0 || widest === next) {
      return result;
    }
    result = shrink(result, widest, excess, Math.min(excess, widest - next));
  }
}

function shrink(widths: readonly number[], widest: number, excess: number, most: number): number[] {
  let remaining = excess;
  let columns = widths.filter((width) => width === widest).length;
  return widths.map((width) => {
    if (width !== widest) {
      return width;
    }
    const share = Math.min(most, roundHalfToEven(remaining / columns));
    remaining -= share;
    columns--;
    return width - share;
  });
}

/** Python's `round`. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) {
    return Math.round(value);
  }
  return floor % 2 === 0 ? floor : floor + 1;
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map(({ length }) => length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Wraps at spaces, and cuts a word that is wider than the column. */
function fold(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => foldLine(line, width));
}

function foldLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\s*\S+\s*/g) ?? []) {
    const length = word.trimEnd().length;
    if (line.length + length <= width) {
      line += word;
    } else if (length <= width) {
      lines.push(line);
      line = word;
    } else {
      const pieces = word.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      lines.push(...(line === '' ? [] : [line]), ...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
  }
  return [...lines, line].map((folded) => folded.trimEnd());
}
