import type { Command } from 'commander';
import type { Cli } from './cli';
import type { Terminal } from './terminal/terminal';

/** What a subcommand does: it is given what stands on the command line, and gives the exit code. */
export type Work<Given extends unknown[]> = (cli: Cli, ...given: Given) => Promise<number>;

/**
 * Has a subcommand do its work, which is loaded only then: the AWS SDK takes longer to load than all the rest, and who only wants
 * help needs none of it.
 */
export function act<Given extends unknown[]>(terminal: Terminal, load: () => Promise<Work<Given>>) {
  return async function (this: Command, ...given: Given): Promise<void> {
    const [{ Cli }, work] = await Promise.all([import('./cli'), load()]);
    process.exitCode = await work(new Cli(this, terminal), ...given);
  };
}
