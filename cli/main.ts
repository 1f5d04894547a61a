import { CommanderError } from 'commander';
import { CliError, EXIT, messageOf } from './exit';
import { withoutControls } from './format';
import { createProgram } from './program';
import type { Terminal } from './terminal';

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
  try {
    await createProgram(terminal, version).parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? EXIT.succeeded);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.usage;
    terminal.say(`mwaaq: ${withoutControls(messageOf(error))}`);
    return error instanceof CliError ? error.exitCode : EXIT.trouble;
  }
}
