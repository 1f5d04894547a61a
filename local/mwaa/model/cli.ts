import { commandHelp, type HelpStyle } from './argparse/help';
import { parseWords } from './argparse/parser';
import { type Arguments, UsageExit } from './argparse/types';
import { ArgumentError, invalidChoice } from './argparse/usage-errors';
import { HELP } from './grammar/arguments';
import { airflowCommands } from './grammar/grammar';
import { NEW_NAMES } from './grammar/other-groups';
import { type Command, type Entry, type Group, isCommand, isGroup } from './grammar/types';
import { groupHelp, rootHelp } from './group-help';
import { PythonError } from './python/errors';
import type { AirflowVersion } from './version';

export interface ChosenCommand {
  readonly command: Command;
  readonly arguments: Arguments;
}

/** `airflow`'s own parser: finds the command that the words name, and parses its arguments. */
export class AirflowCli {
  private readonly entries: readonly Entry[];
  private readonly style: HelpStyle;

  constructor(private readonly version: AirflowVersion) {
    this.entries = airflowCommands(version);
    this.style = { capitalized: version.atLeast('2.6') };
  }

  /** @throws UsageExit for a usage error, and for `--help` */
  choose(words: readonly string[]): ChosenCommand {
    const help = () => rootHelp(this.entries, this.rootMetavar, this.style);
    const [chosen, rest] = this.chooseEntry('airflow', this.entries, this.rootMetavar, words, help);
    return isGroup(chosen) ? this.chooseInGroup(chosen, rest) : this.parse('airflow', chosen, rest);
  }

  /** Airflow 1.10 did not name its sub-commands in its help. */
  private get rootMetavar(): string {
    return this.version.major === 1 ? 'subcommand' : 'GROUP_OR_COMMAND';
  }

  private chooseInGroup(group: Group, words: readonly string[]): ChosenCommand {
    const prog = `airflow ${group.name}`;
    const help = () => groupHelp(group, this.style);
    const [chosen, rest] = this.chooseEntry(prog, group.commands, 'COMMAND', words, help);
    return this.parse(prog, chosen, rest);
  }

  private chooseEntry(
    prog: string,
    entries: readonly Entry[],
    metavar: string,
    words: readonly string[],
    help: () => string,
  ): readonly [Entry, readonly string[]] {
    const usage = withUsage(prog, help);
    const index = words.findIndex((word) => !word.startsWith('-'));
    const before = index === -1 ? words : words.slice(0, index);
    if (before.some((word) => word === '-h' || word === '--help')) {
      throw new UsageExit(help(), '', 0);
    }
    return usage(() => {
      const name = index === -1 ? undefined : words[index];
      if (name === undefined) {
        throw new ArgumentError(`the following arguments are required: ${metavar}`);
      }
      const chosen = entries.find((entry) => entry.name === name);
      if (chosen === undefined) {
        throw this.unknownEntry(name, entries, metavar);
      }
      // What stands before the name is left over, and is complained of at the end.
      return [chosen, [...words.slice(index + 1), ...before]];
    });
  }

  private unknownEntry(name: string, entries: readonly Entry[], metavar: string): ArgumentError {
    const newName = this.version.major === 2 ? NEW_NAMES[name] : undefined;
    if (newName !== undefined) {
      return new ArgumentError(
        `argument ${metavar}: \`airflow ${name}\` command, has been removed, ` +
          `please use \`airflow ${newName}\``,
      );
    }
    const names = entries.map((entry) => entry.name);
    return invalidChoice(metavar, name, names);
  }

  private parse(parentProg: string, entry: Entry, words: readonly string[]): ChosenCommand {
    if (!isCommand(entry)) {
      const name = `${parentProg} ${entry.name}`;
      throw new PythonError('NotImplementedError', `the embedded Airflow model has no '${name}'`);
    }
    const prog = `${parentProg} ${entry.name}`;
    const args = [HELP, ...entry.args];
    const help = () =>
      commandHelp({ prog, description: entry.description ?? entry.help, args }, this.style);
    const parsed = withUsage(prog, help)(() => parseWords(args, words));
    if (parsed.wantsHelp) {
      throw new UsageExit(help(), '', 0);
    }
    if (parsed.unrecognized.length > 0) {
      this.complain(parsed.unrecognized);
    }
    return { command: entry, arguments: parsed.arguments };
  }

  /** The outermost parser complains of what no parser took, with its own help. */
  private complain(unrecognized: readonly string[]): never {
    const help = () => rootHelp(this.entries, this.rootMetavar, this.style);
    return withUsage(
      'airflow',
      help,
    )(() => {
      throw new ArgumentError(`unrecognized arguments: ${unrecognized.join(' ')}`);
    });
  }
}

/** Turns a usage error into what Airflow's parser does with it: help on stdout, exit code 2. */
function withUsage(prog: string, help: () => string): <T>(parse: () => T) => T {
  return (parse) => {
    try {
      return parse();
    } catch (error) {
      if (error instanceof ArgumentError) {
        const message = `\n${prog} command error: ${error.message}, see help above.\n`;
        throw new UsageExit(help(), message, 2);
      }
      throw error;
    }
  };
}
