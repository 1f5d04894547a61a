import { FAULTS } from './plan';
import type { DrainedBacklog } from './run';

/** What was measured, for people. */
export function figures({ planned, records, measured, seconds, run }: DrainedBacklog): string {
  const outcomes = records.map((r) => (r.state === 'ended' ? r.outcome : r.state));
  const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return [
    `${planned.length} messages in ${seconds.toFixed(1)} s: ${(planned.length / seconds).toFixed(0)} a second; ${run.ran.length} commands in Airflow`,
    ...FAULTS.map(
      (fault) =>
        `  ${String(planned.filter((m) => m.fault === fault).length).padStart(4)} ${fault}`,
    ),
    'outcomes',
    ...count(outcomes).map(([outcome, n]) => `  ${String(n).padStart(4)} ${outcome}`),
    'functions, while they wait for an answer of the web server',
    ...measured.map(
      (m) =>
        `  ${m.environment} at message ${m.nth}: process ${m.pid} with ${m.invocations} invocations, RSS ${mb(m.rssBytes)}, heap ${mb(m.heapBytes)}, ${Object.values(m.connections).join(' + ')} connections`,
    ),
  ].join('\n');
}

function count(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
