import { Argument, type Command } from 'commander';
import { act } from '../act';
import type { Cli } from '../cli';
import { EXIT, usageError } from '../exit';
import { switchMapping } from '../switch-mapping';
import type { Terminal } from '../terminal';

/** Lambda takes up to a minute to switch; what comes on top is generous. */
const PATIENCE_MS = 180_000;

/** `mwaaq hold` and `mwaaq release`: for maintenance of an environment. */
export function addHold(program: Command, terminal: Terminal): void {
  const environment = () => new Argument('[environment]', 'the environment, as with --environment');
  program
    .command('hold')
    .summary('let commands wait, for maintenance')
    .description(
      'Holds an environment: what is running ends, and commands wait in the queue, in order, until it is released.',
    )
    .addArgument(environment())
    .action(act(terminal, (cli, name?: string) => turn(cli, name, false)));
  program
    .command('release')
    .summary('let commands run again')
    .description('Releases an environment that was held: what waits runs, in order.')
    .addArgument(environment())
    .action(act(terminal, (cli, name?: string) => turn(cli, name, true)));
}

async function turn(cli: Cli, name: string | undefined, on: boolean): Promise<number> {
  const named = cli.environmentName;
  if (name !== undefined && named !== undefined && name !== named) {
    throw usageError(`give one environment, not both ${name} and --environment ${named}`);
  }
  const { deployment, queue, mapping } = await cli.here(name);
  const changed = await switchMapping(mapping, on, Date.now() + PATIENCE_MS);
  const { environmentName: environment } = deployment;
  // It is held or released by now, which takes no right to look at the queue.
  const waiting = await queue.counts().then(
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
