import { STACK_OUTPUTS } from '../../lambda/contract/stack-outputs';
import { type MissingObject, type Reconciler, reconcilerOf } from '../adapters/reconciler';
import type { Cli } from '../cli';
import type { Deployment } from '../deployment/deployment';
import { EXIT, troubleError } from '../exit';
import { table } from '../terminal/format';

interface ReconcileOptions {
  /** In seconds. */
  readonly since: number;
  readonly until?: number;
  readonly queue?: true;
}

export async function reconcile(
  cli: Cli,
  rule: string,
  options: ReconcileOptions,
): Promise<number> {
  const here = await cli.here();
  const ask = reconcilerOf(here, functionOf(here.deployment, rule));
  const { listed, missing, queued } = await askForAll(cli, ask, options);
  cli.show({ rule, listed, missing, queued }, () =>
    [
      ...(missing.length === 0 ? [] : [describe(missing), '']),
      `${listed} objects looked at, ${missing.length} missing, ${queued} queued`,
    ].join('\n'),
  );
  return EXIT.succeeded;
}

/** A call ends after two minutes at most, and says where it was. */
async function askForAll(cli: Cli, ask: Reconciler, options: ReconcileOptions) {
  const request = {
    since: before(options.since),
    until: options.until === undefined ? undefined : before(options.until),
    queue: options.queue === true,
  };
  const missing: MissingObject[] = [];
  let listed = 0;
  let queued = 0;
  let startAfter: string | undefined;
  do {
    const answer = await ask({ ...request, startAfter });
    missing.push(...answer.missing);
    listed += answer.listed;
    queued += answer.queued;
    startAfter = answer.startAfter;
    cli.terminal.progress(`${listed} objects looked at …`);
  } while (startAfter !== undefined);
  return { listed, missing, queued };
}

function before(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

/** The stack's outputs tell which function serves which trigger. */
function functionOf({ outputs, environmentName }: Deployment, rule: string): string {
  const functions = JSON.parse(outputs[STACK_OUTPUTS.uploadFunctions] ?? '{}') as Readonly<
    Record<string, string>
  >;
  const found = functions[rule];
  if (found !== undefined) return found;
  const names = Object.keys(functions);
  throw troubleError(
    `${environmentName} has no upload trigger ${JSON.stringify(rule)}: ${names.length === 0 ? 'it has none; add one to uploads, and deploy it' : `there are ${names.join(', ')}`}`,
  );
}

function describe(missing: readonly MissingObject[]): string {
  return table(missing, [
    { heading: 'WRITTEN', cell: ({ lastModified }) => lastModified },
    { heading: 'SIZE', cell: ({ size }) => String(size) },
    { heading: 'KEY', cell: ({ key }) => key },
  ]);
}
