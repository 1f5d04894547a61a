import type { DagParams } from './params';
import type { Micros } from './python/dates';
import type { PyValue } from './python/values';
import { RunTable } from './run-table';

type RunState = 'queued' | 'running' | 'success';

export interface Run {
  readonly dagId: string;
  readonly runId: string;
  readonly runType: string;
  /** `execution_date` up to Airflow 2; none by default in Airflow 3. */
  readonly logicalDate: Micros | null;
  readonly dataInterval: Micros | null;
  readonly queuedAt: Micros;
  readonly conf: PyValue;
  /** What its sender noted of it, which only the REST API takes. */
  readonly note?: string | undefined;
  state: RunState;
  startDate: Micros | null;
  endDate: Micros | null;
}

export interface Variable {
  readonly value: string;
  readonly description: string | null;
}

export interface Dag {
  readonly dagId: string;
  readonly params: DagParams;
  paused: boolean;
  /** A run that waited for this starts here, not when it was triggered. */
  unpausedAt: Micros;
}

export interface MetadataOptions {
  readonly dagIds: readonly string[];
  readonly pausedDagIds: readonly string[];
  readonly params: Readonly<Record<string, DagParams>>;
  readonly clock: () => number;
  /** How long a run takes once it has started. */
  readonly runDurationMs: number;
  /** Without one a run stays queued for ever. */
  readonly scheduler: boolean;
}

/** What Airflow keeps in its database: DAGs, runs, variables. */
export class Metadata {
  readonly variables = new Map<string, Variable>();
  private readonly dagsById: Map<string, Dag>;
  private readonly table = new RunTable();
  private lastNow = 0;

  constructor(private readonly options: MetadataOptions) {
    this.dagsById = new Map(options.dagIds.map((dagId) => [dagId, this.newDag(dagId)]));
  }

  /** The clock's milliseconds, never the same instant twice: a real clock has microseconds. */
  now(): Micros {
    this.lastNow = Math.max(this.options.clock() * 1000, this.lastNow + 1);
    return this.lastNow;
  }

  dag(dagId: string): Dag | undefined {
    return this.dagsById.get(dagId);
  }

  dags(): readonly Dag[] {
    return [...this.dagsById.values()].sort((a, b) => compareText(a.dagId, b.dagId));
  }

  setPaused(dag: Dag, paused: boolean): void {
    this.progress();
    dag.paused = paused;
    if (!paused) {
      dag.unpausedAt = this.now();
    }
  }

  /** All runs of a DAG, oldest first, after whatever a scheduler has done by now. */
  runs(dagId: string): readonly Run[] {
    this.progress();
    return this.table.of(dagId);
  }

  findRun(dagId: string, runId: string): Run | undefined {
    this.progress();
    return this.table.find(dagId, runId);
  }

  findRunAt(dagId: string, logicalDate: Micros): Run | undefined {
    this.progress();
    return this.table.findAt(dagId, logicalDate);
  }

  addRun(run: Run): void {
    this.table.add(run);
  }

  /** Forgets a DAG and its runs, and tells how many runs those were. */
  deleteDag(dagId: string): number {
    this.dagsById.delete(dagId);
    return this.table.deleteOf(dagId);
  }

  /** Brings every run to where a scheduler would have it by the clock: no timer keeps us alive. */
  private progress(): void {
    if (!this.options.scheduler) {
      return;
    }
    const now = this.now();
    this.table.progress((run) => this.advance(run, now));
  }

  /** @returns whether the run has ended */
  private advance(run: Run, now: Micros): boolean {
    const dag = this.dagsById.get(run.dagId);
    if (run.state === 'queued' && dag !== undefined && !dag.paused) {
      run.state = 'running';
      run.startDate = Math.max(run.queuedAt, dag.unpausedAt);
    }
    const end = (run.startDate ?? now) + this.options.runDurationMs * 1000;
    if (run.state === 'running' && end <= now) {
      run.state = 'success';
      run.endDate = end;
    }
    return run.state === 'success';
  }

  private newDag(dagId: string): Dag {
    const { pausedDagIds, params } = this.options;
    const paused = pausedDagIds.includes(dagId);
    return { dagId, params: params[dagId] ?? {}, paused, unpausedAt: 0 };
  }
}

/** By code point, as Python sorts; never by a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
