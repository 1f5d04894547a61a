import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import type { PyDict, PyValue } from '../python/values';
import { renderRows } from '../render/render';

export type Row = Readonly<Record<string, PyValue>>;

export function writeRows(context: CommandContext, args: Arguments, rows: readonly Row[]): void {
  const dicts = rows.map((row): PyDict => new Map(Object.entries(row)));
  context.write(renderRows(dicts, args.text('output') ?? 'table'));
}

export function writeLine(context: CommandContext, line: string): void {
  context.write(`${line}\n`);
}
