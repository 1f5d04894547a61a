import { InternalError } from '../../lambda/contract/errors';
import type { CommandRecord } from '../../lambda/contract/record';
import type { DagRun } from '../../local/mwaa/engine';

/**
 * The ids of the runs that triggers asked for.
 *
 * @throws Error when a command has not succeeded: what was measured then is something else
 */
export function triggeredRuns(records: readonly CommandRecord[]): readonly string[] {
  for (const record of records) {
    const { state, id, command } = record;
    if (state === 'ended' && record.outcome === 'succeeded') continue;
    const why = state === 'running' ? 'it still runs' : record.reason;
    throw new InternalError(`the command ${id} (${command}) has not succeeded: ${why}`);
  }
  return records.flatMap(({ runId }) => runId ?? []);
}

/** The ids of runs that are missing, there more than once, or there although no trigger asked for them. */
export function runsGoneWrong(
  wanted: readonly string[],
  runs: readonly Pick<DagRun, 'runId'>[],
): readonly string[] {
  const there = runs.map(({ runId }) => runId);
  const count = (ids: readonly string[], id: string) => ids.filter((one) => one === id).length;
  return [...new Set([...wanted, ...there])].filter(
    (id) => count(wanted, id) !== 1 || count(there, id) !== 1,
  );
}
