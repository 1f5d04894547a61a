import type { Argument } from './types';

const WIDTH = 78;
const HELP_COLUMN = 24;

export interface HelpStyle {
  /** Airflow's help is coloured by rich from 2.6, which also capitalizes its headings. */
  readonly capitalized: boolean;
}

export interface HelpText {
  readonly prog: string;
  readonly description?: string | undefined;
  readonly args: readonly Argument[];
}

/** `print_help` of a command: Airflow prints it to stdout at a usage error, and says why on stderr. */
export function commandHelp({ prog, description, args }: HelpText, style: HelpStyle): string {
  const positionals = args.filter(({ flags }) => flags.length === 0);
  const options = args.filter(({ flags }) => flags.length > 0);
  const sections = [
    usage(prog, args, style),
    description?.trim() ?? '',
    section(heading('positional arguments', style), positionals),
    section(heading('options', style), options),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

export function heading(text: string, { capitalized }: HelpStyle): string {
  const words = capitalized ? text.replace(/\b\w/g, (letter) => letter.toUpperCase()) : text;
  return `${words}:`;
}

export function usageLine(prog: string, rest: string, style: HelpStyle): string {
  return `${heading('usage', style)} ${prog} ${rest}`;
}

function usage(prog: string, args: readonly Argument[], style: HelpStyle): string {
  const options = args.filter(({ flags }) => flags.length > 0).map(optionUsage);
  const positionals = args.filter(({ flags }) => flags.length === 0).map(metavarOf);
  const oneLine = usageLine(prog, [...options, ...positionals].join(' '), style);
  if (oneLine.length <= WIDTH) {
    return oneLine;
  }
  const indent = ' '.repeat(usageLine(prog, '', style).length);
  const lines = [
    ...wrap(options, WIDTH - indent.length),
    ...wrap(positionals, WIDTH - indent.length),
  ];
  return usageLine(prog, lines.join(`\n${indent}`), style);
}

function wrap(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width) {
      lines[lines.length - 1] = `${last} ${part}`;
    } else {
      lines.push(part);
    }
  }
  return lines;
}

function optionUsage(argument: Argument): string {
  const text = [argument.flags[0] ?? '', ...values(argument)].join(' ');
  return argument.required ? text : `[${text}]`;
}

function section(title: string, args: readonly Argument[]): string {
  return args.length === 0 ? '' : [title, ...args.map(item)].join('\n');
}

function item(argument: Argument): string {
  const name = [argument.flags.join(', ') || metavarOf(argument), ...values(argument)].join(' ');
  const invocation = `  ${name}`;
  return invocation.length <= HELP_COLUMN - 2
    ? invocation.padEnd(HELP_COLUMN) + argument.help
    : `${invocation}\n${' '.repeat(HELP_COLUMN)}${argument.help}`;
}

/** What an option's usage shows in place of its value. */
function values(argument: Argument): readonly string[] {
  if (argument.flags.length === 0 || argument.action !== 'store') {
    return [];
  }
  return typeof argument.metavar === 'object' ? argument.metavar : [metavarOf(argument)];
}

function metavarOf({ metavar, name, flags }: Argument): string {
  if (typeof metavar === 'string') {
    return metavar;
  }
  return flags.length === 0 ? name : name.toUpperCase();
}
