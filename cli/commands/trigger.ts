import type { Command } from 'commander';
import { act } from '../act';
import { readId, readPatience } from '../input/option-values';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq trigger`: a DAG run through the queue. */
export function addTrigger(program: Command, terminal: Terminal): void {
  program
    .command('trigger')
    .summary('start a DAG run through the queue')
    .description('Starts a DAG run through the queue, and can wait for the run’s own end.')
    .argument('<dag>', 'the DAG’s id')
    .option('--conf <json>', 'the run’s conf, a JSON object')
    .option('--conf-file <file>', 'the same from a file; - for stdin')
    .option('--run-id <id>', 'the run’s id (default: made from the command’s)')
    .option('--logical-date <time>', 'ISO 8601 with a time zone')
    .option('--id <id>', 'the command’s id: with the same one, one run is started', readId)
    .option('--wait', 'wait for the run’s end, and exit by its state')
    .option('--timeout <time>', 'how long to wait in all: 90s, 10m, 2h', readPatience, 3600)
    .addHelpText(
      'after',
      `
Examples:
  mwaaq trigger my_dag --conf '{"day": "2026-11-26"}'
  mwaaq trigger my_dag --conf-file conf.json --wait --timeout 2h

Exit codes: as of "mwaaq run"; with --wait 0 when the run succeeded, 1 when it failed, 4 when it has not ended in time.`,
    )
    .action(act(terminal, async () => (await import('../work/trigger')).trigger));
}
