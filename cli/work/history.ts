import { type ListedRecord, recordsOf } from '../adapters/records';
import type { Cli } from '../cli';
import { EXIT } from '../exit';
import { take } from '../queue/take';
import { type Column, duration, shorten, table } from '../terminal/format';
import { colourOf } from '../terminal/output';
import type { Terminal } from '../terminal/terminal';

interface HistoryOptions {
  readonly failed?: true;
  /** In seconds. */
  readonly since?: number;
  readonly dag?: string;
  readonly limit: number;
}

export async function history(cli: Cli, { limit, ...options }: HistoryOptions): Promise<number> {
  const here = await cli.here();
  const since =
    options.since === undefined
      ? undefined
      : new Date(Date.now() - options.since * 1000).toISOString();
  const all = recordsOf(here).history(here.deployment.environmentName, since);
  const found = await take(all, limit, (record) => isWanted(record, options));
  cli.show(found, () => (found.length === 0 ? 'no commands' : describe(found, cli.terminal)));
  return EXIT.succeeded;
}

function isWanted(
  { outcome, dagId }: ListedRecord,
  { failed, dag }: Omit<HistoryOptions, 'limit'>,
) {
  const hasFailed = outcome !== undefined && outcome !== 'succeeded';
  return (!failed || hasFailed) && (dag === undefined || dagId === dag);
}

function describe(records: readonly ListedRecord[], terminal: Terminal): string {
  const columns: readonly Column<ListedRecord>[] = [
    { heading: 'SENT', cell: ({ sentAt }) => sentAt.slice(0, 19).replace('T', ' ') },
    {
      heading: 'OUTCOME',
      cell: ({ outcome, state }) => outcome ?? state ?? '',
      look: (word) => colourOf(word, terminal),
    },
    { heading: 'TOOK', cell: ({ cliMs }) => (cliMs === undefined ? '' : duration(cliMs / 1000)) },
    { heading: 'ID', cell: ({ id }) => id },
    { heading: 'COMMAND', cell: ({ command = '' }) => shorten(command, 120) },
  ];
  return table(records, columns, terminal.columns);
}
