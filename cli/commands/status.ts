import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { act } from '../act';
import type { Cli } from '../cli';
import { EXIT } from '../exit';
import { lookAt, type Status } from '../status';
import { describeStatus } from '../status-text';
import type { Terminal } from '../terminal';

interface StatusOptions {
  readonly watch?: true;
}

/** Between two looks of `--watch`, in milliseconds. */
const PAUSE_MS = 2000;

/** `mwaaq status`: how each environment stands. */
export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .summary('show what waits, runs and failed, by environment')
    .description(
      'Shows how each environment stands: what waits and runs, whether it is held, and what failed.',
    )
    .option('--watch', 'look again every two seconds, until Ctrl-C')
    .action(act(terminal, status));
}

async function status(cli: Cli, { watch }: StatusOptions): Promise<number> {
  const all = await cli.everywhere();
  for (;;) {
    const found = await Promise.all(all.map(lookAt));
    if (watch && !cli.asJson) cli.terminal.replace(describe(found, cli.terminal));
    else cli.show(found, () => describe(found, cli.terminal));
    if (!watch || cli.terminal.isClosed) return EXIT.succeeded;
    await pause(PAUSE_MS);
  }
}

function describe(found: readonly Status[], terminal: Terminal): string {
  return found.map((one) => describeStatus(one, terminal)).join('\n\n');
}
