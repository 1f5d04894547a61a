import { shorten } from './decisive-words';
import type { Observation } from './types';

/** What the cases showed, by version, then by case. */
export type Matrix = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The cases of a table: all their names, in order, and those that apply to a version. */
export interface Rows {
  readonly names: readonly string[];
  readonly applying: (version: string) => readonly string[];
}

/** A row for each case of one version at least, with a cell for each version. */
export function rowsOf(
  { names, applying }: Rows,
  matrix: Matrix,
  versions: readonly string[],
): readonly (readonly [name: string, cells: readonly string[]])[] {
  return names.map((name) => [
    name,
    versions.map((version) =>
      applying(version).includes(name)
        ? (matrix.get(version)?.get(name) ?? 'not run')
        : 'does not apply',
    ),
  ]);
}

/** Stands for the text of the first column, which would only be repeated. */
const SAME = 'the same';

/** What Airflow said and what the runner made of it, in one line. */
export function cellOf({ said, outcome, reason }: Observation): string {
  const words = said.length === 0 ? '(nothing was sent)' : said.map(code).join(', then ');
  const made = `**${outcome}**`;
  // A reason mostly repeats what Airflow said, so only what it adds to that is shown.
  const added = said.reduce((text, line) => text.replace(line.replace(/…$/, ''), '…'), reason);
  return `${words} → ${made}${added === '' || added === '…' ? '' : `: ${shorten(added)}`}`;
}

/** A text as Markdown's code, whatever is in it. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A table of Markdown: a row for each case, a column for each version. */
export function writeTable(
  corner: string,
  columns: readonly string[],
  rows: readonly (readonly [name: string, cells: readonly string[]])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    line([corner, ...columns]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map(([name, cells]) =>
      line([name, ...cells.map((cell, i) => (i > 0 && cell === cells[0] ? SAME : cell))]),
    ),
  ].join('\n');
}

/** The cells of a version's column in a table that `writeTable` wrote, by the names of their rows. */
export function readColumn(document: string, column: string): ReadonlyMap<string, string> {
  const rows = document.split('\n').filter((line) => line.startsWith('| '));
  const cellsOf = (row: string) =>
    row
      .slice(2, -2)
      .split(/(?<!\\) \| /)
      .map((cell) => cell.replaceAll('\\|', '|'));
  const header = rows.find((row) => cellsOf(row).includes(column));
  const index = header === undefined ? -1 : cellsOf(header).indexOf(column);
  if (index === -1) return new Map();
  return new Map(
    rows.map((row) => {
      const [name = '', first = ''] = cellsOf(row);
      const cell = cellsOf(row)[index] ?? '';
      return [name, cell === SAME ? first : cell];
    }),
  );
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
