import { join } from 'node:path';
import type { DagRun } from '../engine';
import { type CommandOptions, python, runProcess } from './command';

/** What is there to run DAGs. */
export interface Readiness {
  readonly schedulerRuns: boolean;
  /** The DAGs that can be triggered. */
  readonly dagIds: readonly string[];
  /** Of DAG files that cannot be imported: the file and why. */
  readonly faults: readonly string[];
}

/** Asks Airflow's database, since the `airflow` command needs seconds for the same. */
export class AirflowDatabase {
  constructor(
    private readonly venv: string,
    private readonly file: string,
    private readonly options: CommandOptions,
  ) {}

  async readiness(): Promise<Readiness> {
    return (await this.ask('dags')) as Readiness;
  }

  /** Whether a DAG is paused; undefined when there is no such DAG. */
  async isPaused(dagId: string): Promise<boolean | undefined> {
    return ((await this.ask('paused')) as Record<string, boolean>)[dagId];
  }

  /** All runs of a DAG, oldest first. */
  async runs(dagId: string): Promise<readonly DagRun[]> {
    return (await this.ask('runs', dagId)) as readonly DagRun[];
  }

  /** What a task has returned, by its XCom; undefined for nothing, or nothing yet. */
  async returnedBy(dagId: string, runId: string, taskId: string): Promise<unknown> {
    return (await this.ask('returned', dagId, runId, taskId)) ?? undefined;
  }

  private async ask(...question: readonly string[]): Promise<unknown> {
    const script = join(__dirname, 'read_database.py');
    const args = ['-B', script, this.file, ...question];
    const answer = await runProcess(python(this.venv), args, '', this.options);
    if (answer.exitCode !== 0) {
      throw new Error(`Airflow's database cannot be read: ${answer.stderr.trim()}`);
    }
    return JSON.parse(answer.stdout);
  }
}
