import { stripVTControlCharacters } from 'node:util';
import { DAY_SECONDS } from '../../lambda/contract/time-units';

/** A time span as a person says it. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / DAY_SECONDS)} days`;
}

/** A column of a table: its heading, and what stands in it. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  /** How a cell looks; no wider than it is. @default - plain */
  readonly look?: ((cell: string) => string) | undefined;
}

/** How far in stands what has no room beside the others. */
const INDENT = 2;

/**
 * Rows under headings, each column as wide as its widest cell; the last one is not padded.
 *
 * @param width what there is room for: the last columns stand below the others where all do not fit. @default - as much as it takes,
 * with one line a row
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width = Number.POSITIVE_INFINITY,
): string {
  const cells = rows.map((row) => columns.map(({ cell }) => oneLine(cell(row))));
  const headings = columns.map(({ heading }) => heading);
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...cells.map((line) => line[i]?.length ?? 0)),
  );
  const beside = countThatFit(widths, width);
  return [write(headings), ...cells.flatMap((line) => [write(line, columns), ...below(line)])].join(
    '\n',
  );

  function write(line: readonly string[], looks: readonly Column<Row>[] = []): string {
    return line
      .slice(0, beside)
      .map((cell, i) => {
        const { look = String } = looks[i] ?? {};
        const blanks = i === beside - 1 ? 0 : (widths[i] ?? 0) - cell.length;
        return cell === '' ? ' '.repeat(blanks) : `${look(cell)}${' '.repeat(blanks)}`;
      })
      .join('  ')
      .trimEnd();
  }
  function below(line: readonly string[]): readonly string[] {
    const filled = line.slice(beside).filter((cell) => cell !== '');
    return filled.map((cell) => `${' '.repeat(INDENT)}${wrap(cell, width, INDENT)}`);
  }
}

/** How many of a table's columns stand beside each other; the first does in any case. */
function countThatFit(widths: readonly number[], width: number): number {
  const isTooWide = (count: number) =>
    widths.slice(0, count).reduce((sum, one) => sum + one + 2, -2) > width;
  let count = widths.length;
  while (count > 1 && isTooWide(count)) count--;
  return count;
}

/** Fewest columns that a text is broken into: with less room the terminal may do it. */
const NARROWEST = 20;

/**
 * Breaks a text between words, so that it stays in its column. A word that is longer, such as a host name, begins further left: it
 * can be copied only whole.
 *
 * @param width the terminal's; a text that nobody sees there stays one line
 * @param indent where the column begins
 */
export function wrap(text: string, width: number | undefined, indent: number): string {
  if (width === undefined || width - indent < NARROWEST) return text;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (visibleLength(longer) <= width - indent) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  const [first, ...others] = lines;
  const placed = others.map((line) => {
    const room = Math.max(0, width - visibleLength(line));
    return `${' '.repeat(Math.min(indent, room))}${line}`;
  });
  return [first, ...placed].join('\n');
}

/** A colour has a length, but no width. */
function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** A text with its end cut off where it is longer than that, and with a mark there. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** What came with line breaks, or with what a terminal would obey, is shown and not obeyed. */
export function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, ' '));
}

/** Lines stay lines; what else a terminal would obey, or be turned round by, is shown and not obeyed. */
export function withoutControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, '·');
}
