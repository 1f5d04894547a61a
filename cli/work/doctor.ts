import { writeFileSync } from 'node:fs';
import type { Cli } from '../cli';
import { examine } from '../doctor/examine';
import type { Finding, Level } from '../doctor/finding';
import { EXIT, messageOf, troubleError } from '../exit';
import { oneLine, wrap } from '../terminal/format';
import { type Look, look, type Terminal } from '../terminal/terminal';

interface DoctorOptions {
  readonly report?: string;
}

const LOOKS: Readonly<Record<Level, Look>> = { ok: 'green', warning: 'magenta', error: 'red' };

/** Where begins what was seen: after the mark and what was looked at. */
const COLUMN = 30;

export async function doctor(cli: Cli, { report }: DoctorOptions): Promise<number> {
  const findings = await examine(cli);
  cli.show(findings, () => findings.map((one) => describe(one, cli.terminal)).join('\n'));
  if (report !== undefined) write(report, findings);
  return findings.some(({ level }) => level === 'error') ? EXIT.failed : EXIT.succeeded;
}

function write(file: string, findings: readonly Finding[]): void {
  try {
    writeFileSync(file, `${JSON.stringify(findings, null, 2)}\n`);
  } catch (error) {
    throw troubleError(
      `the report cannot be written (${messageOf(error)}): give another file by --report`,
      error,
    );
  }
}

function describe({ level, about, seen, remedy }: Finding, terminal: Terminal): string {
  const mark = look(level.padEnd(8), LOOKS[level], terminal);
  const inColumn = (text: string) => wrap(text, terminal.columns, COLUMN);
  return [
    `${mark} ${about.padEnd(20)} ${inColumn(oneLine(seen))}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(COLUMN)}${inColumn(`to do: ${remedy}`)}`]),
  ].join('\n');
}
