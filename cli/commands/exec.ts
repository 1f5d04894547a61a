import type { Command } from 'commander';
import { act } from '../act';
import { secondsBetween } from '../input/option-values';
import type { Terminal } from '../terminal/terminal';

/**
 * How long an answer may take. The least is the runner's own; a web server that is silent for an hour has no answer, whatever it does.
 */
const readPatience = secondsBetween('5s', '1h');

/** `mwaaq exec`: an Airflow command past the queue. */
export function addExec(program: Command, terminal: Terminal): void {
  program
    .command('exec')
    .summary('run an Airflow command at once, past the queue')
    .description(
      'Mints a CLI token, posts the command to the web server and prints what it printed. Bypasses the queue, its allow-list and its records: nothing keeps it from running beside another command.',
    )
    .argument(
      '<command...>',
      'one argument: as you would type it; several: its words, as your shell has split them',
    )
    .option(
      '--airflow-version <version>',
      'whose spelling to use, for example 1 for 1.10 (default: MWAA is asked)',
    )
    .option('--timeout <time>', 'how long to wait for the answer: 5s to 1h', readPatience, 65)
    .addHelpText(
      'after',
      `
Examples:
  mwaaq exec -e MyEnvironment "dags trigger my_dag"
  mwaaq exec -e OldEnvironment --airflow-version 1 "dags trigger my_dag"     (sends trigger_dag)

Exit codes: 0 done, 1 failed (Airflow said no), 3 unknown (it may have run), 5 refused, 6 no way to the environment.`,
    )
    .action(act(terminal, async () => (await import('../work/exec')).exec));
}
