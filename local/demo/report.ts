import { styleText } from 'node:util';
import type { CommandRecord } from '../../lambda/contract/record';
import { type Check, type Evidence, runsOf } from './checks';
import { eventsOf } from './record-checks';

/** The demo's result: what is recorded of every command, and every promise with what was seen. */
export function report(evidence: Evidence, checks: readonly Check[]): string {
  return [
    '',
    table(
      ['environment', 'command', 'recorded', 'announced', 'waited', 'CLI', 'run id or reason'],
      evidence.records
        .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
        .map((record) => row(record, evidence)),
    ),
    '',
    table(
      ['environment', 'DAG runs', 'state', 'uploaded key'],
      evidence.uploads.map((upload) => {
        const runs = runsOf(upload, evidence);
        const states = runs.map(({ state }) => state).join(', ') || '-';
        return [upload.environment, String(runs.length), states, JSON.stringify(upload.key)];
      }),
    ),
    '',
    ...checks.map(({ promise, kept, seen }) => {
      const mark = kept ? styleText('green', 'kept  ') : styleText('red', 'BROKEN');
      return `${mark} ${promise} (seen: ${seen})`;
    }),
    '',
  ].join('\n');
}

function row(record: CommandRecord, evidence: Evidence): readonly string[] {
  const { waitingMs = 0, cliMs = 0, reason = '', outcome } = record as Partial<Ended>;
  return [
    record.environment,
    `${record.verb ?? ''} ${record.dagId ?? ''}`.trim() || record.id.slice(0, 8),
    outcome ?? record.state,
    eventsOf(record, evidence).join(', ') || '-',
    `${waitingMs} ms`,
    `${cliMs} ms`,
    record.runId ?? reason,
  ];
}

type Ended = Extract<CommandRecord, { readonly state: 'ended' }>;

/** Columns as wide as their widest cell; the last one as wide as it likes. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i < cells.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell)).join('  ');
  return [
    styleText('bold', line(head)),
    line(
      widths.map((width, i) => '-'.repeat(i < widths.length - 1 ? width : (head[i]?.length ?? 0))),
    ),
    ...rows.map(line),
  ].join('\n');
}
