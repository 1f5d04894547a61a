/** A time span as a person says it. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** A column of a table: its heading, and what stands in it. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
}

/** Rows under headings, each column as wide as its widest cell; the last one is not padded. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [columns.map(({ heading }) => heading), ...rows.map(cells)];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines.map(write).join('\n');

  function cells(row: Row): string[] {
    return columns.map(({ cell }) => oneLine(cell(row)));
  }
  function write(line: readonly string[]): string {
    return line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  }
}

/** What came with line breaks, or with what a terminal would obey, is shown and not obeyed. */
export function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, ' '));
}

/** Lines stay lines; what else a terminal would obey, or be turned round by, is shown and not obeyed. */
export function withoutControls(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, '·');
}
