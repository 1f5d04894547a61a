import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/program';
import type { Terminal } from '../../cli/terminal/terminal';
import { splitCommand } from '../../lambda/airflow/argv';
import { blocksOf, DOCUMENTS } from '../support/documents';
import { ROOT } from '../support/process';

const nothing = () => {};
const TERMINAL: Terminal = {
  hasColours: false,
  columns: undefined,
  isInteractive: false,
  isWatched: false,
  isClosed: false,
  print: nothing,
  replace: nothing,
  say: nothing,
  progress: nothing,
  ask: async () => undefined,
  hide: nothing,
  onInterrupt: nothing,
};

/** Reads a command line as mwaaq does, and does nothing. @returns commander's code of what does not fit */
function faultOf(line: string): string | undefined {
  const program = createProgram(TERMINAL, '0.0.0');
  silence(program);
  try {
    program.parse(splitCommand(line).slice(1), { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.code;
    throw error;
  }
}

function silence(command: Command): void {
  command.configureOutput({ writeOut: nothing, writeErr: nothing, outputError: nothing });
  // Who has subcommands does nothing itself, and helps where none fits.
  if (command.commands.length === 0) command.action(nothing);
  command.commands.forEach(silence);
}

/** The command lines of the documents, without what stands behind them. */
function linesIn(textOf: (document: string) => string, pattern: RegExp) {
  return DOCUMENTS.flatMap((document) => {
    const found = [...textOf(document).matchAll(pattern)];
    const lines = found.map(([, line = '']) => line.replace(/ +# .*$| \| .*$/, ''));
    return [...new Set(lines)].map((line) => ({ document, line }));
  });
}

const IN_BLOCKS = linesIn(
  (document) => blocksOf(document, 'sh').join('\n').replaceAll('\\\n', ' '),
  /^(?:npx )?(mwaaq .+)$/gm,
);
const IN_WORDS = linesIn(
  (document) => readFileSync(path.join(ROOT, document), 'utf8').replaceAll(/```[\s\S]*?```/g, ''),
  /`(?:npx )?(mwaaq [a-z-][^`]*)`/g,
);

/** Words name a command without all that it needs. */
const NAMED_ONLY = [
  undefined,
  'commander.missingArgument',
  'commander.missingMandatoryOptionValue',
  'commander.help',
  'commander.helpDisplayed',
];

describe('the command lines that the documents have', () => {
  it('are found', () => {
    expect(IN_BLOCKS.length).toBeGreaterThan(15);
    expect(IN_WORDS.length).toBeGreaterThan(15);
  });

  it.each(IN_BLOCKS)('are taken by mwaaq: $document, $line', ({ line }) => {
    expect(faultOf(line)).toBeUndefined();
  });

  it.each(IN_WORDS)('name what mwaaq has: $document, $line', ({ line }) => {
    expect(NAMED_ONLY).toContain(faultOf(line));
  });

  it.each([
    ['mwaaq nonsense', 'commander.unknownCommand'],
    ['mwaaq run --nonsense version', 'commander.unknownOption'],
    ['mwaaq show', 'commander.missingArgument'],
    ['mwaaq run --timeout 15d version', 'commander.invalidArgument'],
  ])('would be refused if they were %s', (line, code) => {
    expect(faultOf(line)).toBe(code);
  });
});
