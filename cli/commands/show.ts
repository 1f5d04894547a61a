import type { Command } from 'commander';
import { act } from '../act';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq show`: all that is known of one command. */
export function addShow(program: Command, terminal: Terminal): void {
  program
    .command('show')
    .summary('show a command’s record, with its output')
    .description(
      'Shows all that is known of one command: what became of it, and what Airflow printed.',
    )
    .argument('<id>', 'the command’s id, as "mwaaq history" lists it')
    .action(act(terminal, async () => (await import('../work/show')).showRecord));
}
