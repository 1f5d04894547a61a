import type { Command } from 'commander';
import { act } from '../act';
import { readId } from '../input/option-values';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq send-batch`: many commands from a file. */
export function addSendBatch(program: Command, terminal: Terminal): void {
  program
    .command('send-batch')
    .summary('send a file of commands, checked whole before anything is sent')
    .description(
      'Sends the commands of a file, in order. All are checked before the first is sent.',
    )
    .argument('<file>', 'a command a line, or a JSON message a line; - for stdin')
    .option('--id <prefix>', 'begins their ids: with the same one, none runs twice', readId)
    .option('--dry-run', 'only check, and tell how long they will take')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
Example:
  mwaaq send-batch --id unpause-2026-11-26 commands.txt     (the command of line 3 has the id unpause-2026-11-26-3)`,
    )
    .action(act(terminal, async () => (await import('../work/send-batch')).sendBatch));
}
