import type { Command } from 'commander';
import { act } from '../act';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq failed`: the commands that ended in the dead-letter queue. */
export function addFailed(program: Command, terminal: Terminal): void {
  const failed = program
    .command('failed')
    .summary('list, show, retry or drop commands in the dead-letter queue')
    .description(
      'Works with the dead letters: commands that failed, were refused, or may or may not have run.',
    );
  failed
    .command('list', { isDefault: true })
    .description('Lists the dead letters with their reasons, the latest first.')
    .action(act(terminal, async () => (await import('../work/failed')).list));
  failed
    .command('show')
    .description('Shows all that is known of one, as "mwaaq show" does.')
    .argument('<id>')
    .action(act(terminal, async () => (await import('../work/show')).showRecord));
  const choose = (name: string, description: string) =>
    failed
      .command(name)
      .description(description)
      .argument('[id...]', 'the commands’ ids')
      .option('--all', 'all there are')
      .option('-y, --yes', 'do not ask');
  choose('retry', 'Sends dead letters back, to be run again: each in its turn, once.').action(
    act(terminal, async () => (await import('../work/failed')).retry),
  );
  choose('drop', 'Deletes dead letters. Their records stay, and no longer count as failed.').action(
    act(terminal, async () => (await import('../work/failed')).drop),
  );
}
