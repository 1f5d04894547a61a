import type { Command } from 'commander';
import { act } from '../act';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq status`: how each environment stands. */
export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .summary('show what waits, runs and failed, by environment')
    .description(
      'Shows how each environment stands: what waits and runs, whether it is held, and what failed.',
    )
    .option('--watch', 'look again every two seconds, until Ctrl-C')
    .action(act(terminal, async () => (await import('../work/status')).status));
}
