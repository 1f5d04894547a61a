import type { ListedRecord } from '../adapters/records';
import { duration, shorten, table } from '../terminal/format';
import { colourOf } from '../terminal/output';
import type { Terminal } from '../terminal/terminal';

/** Dead letters as a person reads them. */
export function describeDeadLetters(found: readonly ListedRecord[], terminal: Terminal): string {
  const columns = [
    { heading: 'ID', cell: ({ id }: ListedRecord) => id },
    {
      heading: 'OUTCOME',
      cell: ({ outcome }: ListedRecord) => outcome ?? '',
      look: (outcome: string) => colourOf(outcome, terminal),
    },
    { heading: 'ENDED', cell: ({ finishedAt = '' }: ListedRecord) => ago(finishedAt) },
    { heading: 'COMMAND', cell: ({ command = '' }: ListedRecord) => shorten(command, 60) },
    { heading: 'REASON', cell: ({ reason = '' }: ListedRecord) => reason },
  ];
  return table(found, columns, terminal.columns);
}

function ago(time: string): string {
  return `${duration((Date.now() - Date.parse(time)) / 1000)} ago`;
}
