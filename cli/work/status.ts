import { setTimeout as pause } from 'node:timers/promises';
import type { Cli } from '../cli';
import { EXIT } from '../exit';
import { lookAt, type Status } from '../queue/status';
import { describeStatus } from '../queue/status-text';
import type { Terminal } from '../terminal/terminal';

interface StatusOptions {
  readonly watch?: true;
}

/** Between two looks of `--watch`, in milliseconds. */
const PAUSE_MS = 2000;

export async function status(cli: Cli, { watch }: StatusOptions): Promise<number> {
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
