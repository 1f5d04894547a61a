import { table } from '../../scripts/markdown';
import { type Comparison, cellsOf } from './comparison';
import type { Goal } from './goal';

/** A table that is no comparison. */
export interface FurtherTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one part has measured. */
export interface Measured {
  /** How it was measured, in Markdown, a paragraph each. */
  readonly method: readonly string[];
  readonly comparisons: readonly Comparison[];
  /** @default - none */
  readonly tables?: readonly FurtherTable[];
  readonly goals: readonly Goal[];
}

/**
 * The section of a part, in Markdown.
 *
 * @param picture the name of the picture's file, beside the document. @default - there is none
 * @param origin when, where and of what it was measured
 */
export function writeSection(
  heading: string,
  { method, comparisons, tables = [], goals }: Measured,
  picture: string | undefined,
  origin: string,
): string {
  return [
    `## ${heading}`,
    ...method,
    ...(goals.length === 0 ? [] : [writeGoals(goals)]),
    ...(picture === undefined ? [] : [`![${heading}](${picture})`]),
    ...comparisons.map(writeComparison),
    ...tables.map(({ title, head, rows }) => `**${title}**\n\n${aligned(head, rows)}`),
    origin,
  ].join('\n\n');
}

function writeGoals(goals: readonly Goal[]): string {
  const rows = goals.map(({ goal, measured, met }) => [goal, measured, met ? 'yes' : '**no**']);
  return aligned(['goal', 'measured', 'met'], rows);
}

function writeComparison(comparison: Comparison): string {
  const { title, unit, baseline, subjects } = comparison;
  const counts = [...new Set(subjects.map(({ samples }) => samples.length))];
  const isOne = Math.max(...counts) === 1;
  const head = isOne ? [unit, 'value'] : [`${unit}, n = ${counts.join(', ')}`, 'median', 'p90'];
  const rows = cellsOf(comparison).map(([name = '', median = '', p90 = '', ratio = '']) =>
    isOne ? [name, median, ratio] : [name, median, p90, ratio],
  );
  return `**${title}**\n\n${aligned([...head, `of ${baseline}`], rows)}`;
}

/** So that it can be read on a terminal, too. */
function aligned(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const pad = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0));
  return table(pad(head), rows.map(pad));
}
