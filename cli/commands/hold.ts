import { Argument, type Command } from 'commander';
import { act } from '../act';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq hold` and `mwaaq release`: for maintenance of an environment. */
export function addHold(program: Command, terminal: Terminal): void {
  const environment = () => new Argument('[environment]', 'the environment, as with --environment');
  program
    .command('hold')
    .summary('let commands wait, for maintenance')
    .description(
      'Holds an environment: what is running ends, and commands wait in the queue, in order, until it is released.',
    )
    .addArgument(environment())
    .action(act(terminal, async () => (await import('../work/hold')).hold));
  program
    .command('release')
    .summary('let commands run again')
    .description('Releases an environment that was held: what waits runs, in order.')
    .addArgument(environment())
    .action(act(terminal, async () => (await import('../work/hold')).release));
}
