import type { Run } from './metadata';

/** The runs of one DAG, found as fast when there are thousands of them. */
interface DagRuns {
  /** The oldest first. */
  readonly all: Run[];
  readonly byId: Map<string, Run>;
  /** Of each date the first one. */
  readonly byDate: Map<number, Run>;
}

/** Airflow's table of runs. */
export class RunTable {
  private readonly byDag = new Map<string, DagRuns>();
  /** What a scheduler still has to do with. */
  private readonly open = new Set<Run>();

  add(run: Run): void {
    const { dagId, runId, logicalDate } = run;
    const runs: DagRuns = this.byDag.get(dagId) ?? { all: [], byId: new Map(), byDate: new Map() };
    this.byDag.set(dagId, runs);
    runs.all.push(run);
    runs.byId.set(runId, run);
    if (logicalDate !== null && !runs.byDate.has(logicalDate)) runs.byDate.set(logicalDate, run);
    this.open.add(run);
  }

  of(dagId: string): readonly Run[] {
    return this.byDag.get(dagId)?.all ?? [];
  }

  find(dagId: string, runId: string): Run | undefined {
    return this.byDag.get(dagId)?.byId.get(runId);
  }

  /** @param logicalDate in microseconds since the epoch */
  findAt(dagId: string, logicalDate: number): Run | undefined {
    return this.byDag.get(dagId)?.byDate.get(logicalDate);
  }

  /** @returns how many there were */
  deleteOf(dagId: string): number {
    const deleted = this.of(dagId);
    this.byDag.delete(dagId);
    for (const run of deleted) this.open.delete(run);
    return deleted.length;
  }

  /** @param advance brings a run to where it is by now, and tells whether it has ended */
  progress(advance: (run: Run) => boolean): void {
    for (const run of this.open) {
      if (advance(run)) this.open.delete(run);
    }
  }
}
