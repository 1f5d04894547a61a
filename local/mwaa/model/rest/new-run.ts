import { checkInsert } from '../commands/run-rules';
import type { AirflowContext } from '../grammar/types';
import type { Run } from '../metadata';
import { isoFormat, type Micros } from '../python/dates';
import type { PyDict } from '../python/values';

export interface WantedRun {
  readonly dagId: string;
  /** Made up when empty. */
  readonly runId: string;
  readonly logicalDate: Micros | null;
  readonly conf: PyDict;
  readonly note: string | undefined;
}

export function runIdOf({ runId, logicalDate }: WantedRun, now: Micros): string {
  return runId || `manual__${isoFormat(logicalDate ?? now)}`;
}

/** Writes a run down; what it may be was checked before. */
export function addRun(context: AirflowContext, wanted: WantedRun, now: Micros): Run {
  const runId = runIdOf(wanted, now);
  const { dagId, logicalDate } = wanted;
  checkInsert(context, dagId, runId, logicalDate);
  const run: Run = {
    ...wanted,
    runId,
    runType: 'manual',
    dataInterval: logicalDate,
    queuedAt: now,
    state: 'queued',
    startDate: null,
    endDate: null,
  };
  context.metadata.addRun(run);
  return run;
}
