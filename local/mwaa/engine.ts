import type { DagRun } from '../../testing/types';

export type { DagRun };

/** What the `airflow` process printed, and its exit code (which MWAA's endpoint does not pass on). */
export interface CliOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** One request to Airflow's REST API. */
export interface RestRequest {
  readonly method: string;
  /** Without `/api/v1` or `/api/v2`, for example `/dags/my_dag/dagRuns`. */
  readonly path: string;
  /** As it stands behind the `?` of an address; empty for none. */
  readonly query: string;
  /** JSON. @default - none is sent */
  readonly body?: string | undefined;
}

/** What Airflow's REST API answered. */
export interface RestAnswer {
  readonly status: number;
  /** JSON; empty for an answer without content. */
  readonly body: string;
}

/** The Airflow behind one environment of the MWAA stand-in: the embedded model, or a real one. */
export interface AirflowEngine {
  /** For example `2.11.2`. */
  readonly version: string;

  /**
   * Runs one command as MWAA's web server does: the text is split by Python's `shlex.split` rules.
   *
   * @param commandText without the leading `airflow`
   * @throws UnparsableCommandError for an unbalanced quote, which the web server answers with a 500
   */
  run(commandText: string): Promise<CliOutput>;

  /** Asks Airflow's REST API. */
  callRest(request: RestRequest): Promise<RestAnswer>;

  /** All runs of a DAG, oldest first. */
  dagRuns(dagId: string): Promise<readonly DagRun[]>;

  /** The `conf` that a run's task received, as the JSON text that the task saw; none before it ran. */
  confOf(dagId: string, runId: string): Promise<string | undefined>;

  /** Whether a DAG is paused; undefined when there is no such DAG. */
  isPaused(dagId: string): Promise<boolean | undefined>;

  /** Stops every process that the engine started. */
  stop(): Promise<void>;
}

/** The command's text cannot be split: Python's shlex raises ValueError. */
export class UnparsableCommandError extends Error {
  override readonly name = 'UnparsableCommandError';
}
