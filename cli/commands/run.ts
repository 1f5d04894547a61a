import type { Command } from 'commander';
import { act } from '../act';
import { readId, readPatience } from '../input/option-values';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq run`: an Airflow command through the queue. */
export function addRun(program: Command, terminal: Terminal): void {
  program
    .command('run')
    .summary('run an Airflow command through the queue, and print what it printed')
    .description(
      'Sends an Airflow command to the queue, waits for its turn and its end, and prints what it printed.',
    )
    .argument(
      '<command...>',
      'one argument: as you would type it; several: its words, as your shell has split them',
    )
    .option('--no-wait', 'only send it, and print its id')
    .option('--timeout <time>', 'how long to wait for its end: 90s, 10m, 2h', readPatience, 600)
    .option('--id <id>', 'its id: a command with the same one is run once', readId)
    .addHelpText(
      'after',
      `
Examples:
  mwaaq run "dags list-runs my_dag"
  mwaaq run -- dags pause my_dag
  mwaaq run --no-wait --id nightly-2026-11-26 "dags trigger nightly"

Exit codes: 0 done, 1 failed (Airflow said no), 3 unknown (it may have run), 4 not done in time, 5 refused.`,
    )
    .action(act(terminal, async () => (await import('../work/run')).run));
}
