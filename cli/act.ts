import type { Command } from 'commander';
import { Cli } from './cli';
import type { Terminal } from './terminal';

/**
 * Has a subcommand do its work.
 *
 * @param work is given what stands on the command line, and gives the exit code
 */
export function act<Given extends unknown[]>(
  terminal: Terminal,
  work: (cli: Cli, ...given: Given) => Promise<number>,
) {
  return async function (this: Command, ...given: Given): Promise<void> {
    process.exitCode = await work(new Cli(this, terminal), ...given);
  };
}
