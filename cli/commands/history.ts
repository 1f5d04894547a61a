import type { Command } from 'commander';
import { act } from '../act';
import { readCount, readSeconds } from '../input/option-values';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq history`: what commands became of. */
export function addHistory(program: Command, terminal: Terminal): void {
  program
    .command('history')
    .summary('list the commands of an environment, the latest first')
    .description('Lists what became of the commands of an environment, the latest sent first.')
    .option('--failed', 'only those that failed, were refused, or may have run')
    .option('--since <time>', 'only those sent in the last 90s, 10m, 2h, 7d', readSeconds)
    .option('--dag <id>', 'only triggers of this DAG')
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .addHelpText(
      'after',
      `
Examples:
  mwaaq history --failed --since 2h
  mwaaq history --dag my_dag -n 100 --json`,
    )
    .action(act(terminal, async () => (await import('../work/history')).history));
}
