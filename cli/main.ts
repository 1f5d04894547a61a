import { CommanderError } from 'commander';
import type { CommonOptions } from './cli';
import { traceOf } from './debug';
import { CliError, EXIT } from './exit';
import { createProgram } from './program';
import { explain } from './remedy';
import { withoutControls } from './terminal/format';
import type { Terminal } from './terminal/terminal';

/**
 * Runs one command line.
 *
 * @param argv without the program's own name
 * @returns the exit code
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  const program = createProgram(terminal, version);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? EXIT.succeeded);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.usage;
    const told = error instanceof CliError ? error.message : explain(error);
    terminal.say(`mwaaq: ${withoutControls(told)}`);
    if (program.opts<CommonOptions>().debug === true) terminal.say(traceOf(error));
    return error instanceof CliError ? error.exitCode : EXIT.trouble;
  }
}
