import { commandsQueueOf } from '../adapters/commands-queue';
import { mappingOf } from '../adapters/mapping';
import type { Cli } from '../cli';
import { EXIT, usageError } from '../exit';
import { switchMapping } from '../queue/switch-mapping';

/** Lambda takes up to a minute to switch; what comes on top is generous. */
const PATIENCE_MS = 180_000;

export function hold(cli: Cli, name?: string): Promise<number> {
  return turn(cli, name, false);
}

export function release(cli: Cli, name?: string): Promise<number> {
  return turn(cli, name, true);
}

async function turn(cli: Cli, name: string | undefined, on: boolean): Promise<number> {
  const named = cli.environmentName;
  if (name !== undefined && named !== undefined && name !== named) {
    throw usageError(`${name} and --environment ${named} are both given: give one environment`);
  }
  const here = await cli.here(name);
  const changed = await switchMapping(mappingOf(here), on, Date.now() + PATIENCE_MS);
  const { environmentName: environment } = here.deployment;
  // It is held or released by now, which takes no right to look at the queue.
  const waiting = await commandsQueueOf(here)
    .counts()
    .then(
      (counts) => counts.waiting,
      () => undefined,
    );
  const waits = `${waiting ?? 'an unknown number of'} commands wait`;
  const done = on ? 'released' : 'held';
  cli.show({ environment, held: !on, changed, waiting }, () =>
    [
      `${environment} ${changed ? 'is' : 'was already'} ${done}`,
      on ? `${waits} for their turn` : `${waits}: "mwaaq release ${environment}" lets them run`,
    ].join('; '),
  );
  return EXIT.succeeded;
}
