import { styleText } from 'node:util';
import { type Check, type Evidence, runsOf } from './checks';
import type { ReportedOutcome } from './narrator';

/** The demo's result: what became of every command, and every promise with what was seen. */
export function report(
  outcomes: readonly ReportedOutcome[],
  evidence: Evidence,
  checks: readonly Check[],
): string {
  return [
    '',
    table(
      ['environment', 'command', 'outcome', 'waited', 'CLI', 'run id or reason'],
      outcomes.map((o) => [
        o.environment,
        `${o.verb} ${o.dagId}`.trim() || o.commandId.slice(0, 8),
        o.outcome,
        `${o.waitingMs} ms`,
        `${o.cliMs} ms`,
        o.runId || o.reason,
      ]),
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
