import { isDict, isList, type PyDict, type PyValue, pyJson, pyStr } from '../python/values';
import { renderTable } from './table';
import { renderYaml } from './yaml';

export type Format = 'table' | 'json' | 'yaml' | 'plain';
export const FORMATS: readonly Format[] = ['table', 'json', 'yaml', 'plain'];

/** What Airflow's console prints for a list of objects, in the format of `-o`. */
export function renderRows(rows: readonly PyDict[], format: string): string {
  if (format === 'json') {
    return `${pyJson(rows.map((row) => normalized(row)))}\n`;
  }
  if (format === 'yaml') {
    return `${renderYaml(rows.map((row) => normalized(row)))}\n`;
  }
  const [first] = rows;
  if (first === undefined) {
    return 'No data found\n';
  }
  const header = [...first.keys()];
  return format === 'plain'
    ? renderPlain([header, ...rows.map((row) => [...row.values()].map(plainCell))])
    : renderTable([header, ...rows.map((row) => [...row.values()].map(tableCell))]);
}

/** Everything but null becomes a string, inside the conf too: 3 is printed as "3". */
function normalized(value: PyValue): PyValue {
  if (value === null) {
    return null;
  }
  if (isList(value)) {
    return value.map(normalized);
  }
  if (isDict(value)) {
    return new Map([...value].map(([key, item]) => [key, normalized(item)]));
  }
  return pyStr(value);
}

function plainCell(value: PyValue): string {
  return value === null ? '' : pyStr(normalized(value));
}

function tableCell(value: PyValue): string {
  return isList(value) ? value.map(tableCell).join(',') : pyStr(value);
}

/** `tabulate`'s plain format: columns two spaces apart, header columns two wider. */
function renderPlain(rows: readonly (readonly string[])[]): string {
  const [header = []] = rows;
  const widths = header.map((name, index) =>
    Math.max(name.length + 2, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
