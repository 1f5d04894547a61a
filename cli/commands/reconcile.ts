import type { Command } from 'commander';
import { RECONCILE_AFTER_MINUTES } from '../../lambda/contract/upload-rule';
import { act } from '../act';
import { readSeconds } from '../input/option-values';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq reconcile`: uploads that S3 never told of. */
export function addReconcile(program: Command, terminal: Terminal): void {
  program
    .command('reconcile')
    .summary('find uploads without a run, and queue them')
    .description('Lists the objects of an upload trigger that were written and never heard of.')
    .argument('<rule>', 'the upload trigger’s name')
    .requiredOption('--since <time>', 'written in the last 90m, 24h, 7d', readSeconds)
    .option(
      '--until <time>',
      `but not in the last 90s, 10m (default: ${RECONCILE_AFTER_MINUTES}m)`,
      readSeconds,
    )
    .option('--queue', 'queue what is missing')
    .addHelpText(
      'after',
      `
Examples:
  mwaaq reconcile orders --since 24h
  mwaaq reconcile orders --since 24h --queue`,
    )
    .action(act(terminal, async () => (await import('../work/reconcile')).reconcile));
}
