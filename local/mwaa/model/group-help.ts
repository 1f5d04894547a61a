import { type HelpStyle, heading, usageLine } from './argparse/help';
import { type Entry, isGroup } from './grammar/types';

const HELP_OPTION = '-h, --help';
const HELP_TEXT = 'show this help message and exit';

/** The help of `airflow` itself: its groups and its single commands. */
export function rootHelp(entries: readonly Entry[], metavar: string, style: HelpStyle): string {
  const groups = entries.filter((entry) => isGroup(entry) || ('isGroup' in entry && entry.isGroup));
  const single = entries.filter((entry) => !groups.includes(entry));
  const lists =
    groups.length === 0
      ? [single.map((entry) => line(entry, 4, 21)).join('\n')]
      : [titled('    Groups', groups), titled('    Commands:', single)];
  return [
    usageLine('airflow', `[-h] ${metavar} ...`, style),
    `${heading('positional arguments', style)}\n  ${metavar}`,
    ...lists,
    `${heading('options', style)}\n${`  ${HELP_OPTION}`.padEnd(21)}${HELP_TEXT}\n`,
  ].join('\n\n');
}

/** The help of a group such as `airflow dags`. */
export function groupHelp(
  { name, help, commands }: { name: string; help: string; commands: readonly Entry[] },
  style: HelpStyle,
): string {
  return [
    usageLine(`airflow ${name}`, '[-h] COMMAND ...', style),
    help,
    [
      heading('positional arguments', style),
      '  COMMAND',
      ...commands.map((entry) => line(entry, 4, 22)),
    ].join('\n'),
    `${heading('options', style)}\n${`  ${HELP_OPTION}`.padEnd(22)}${HELP_TEXT}\n`,
  ].join('\n\n');
}

function titled(title: string, entries: readonly Entry[]): string {
  return [title, ...entries.map((entry) => line(entry, 6, 21))].join('\n');
}

function line({ name, help }: Entry, indent: number, column: number): string {
  const start = ' '.repeat(indent) + name;
  return start.length <= column - 2
    ? start.padEnd(column) + help
    : `${start}\n${' '.repeat(column)}${help}`;
}
