import type { AirflowVersion } from '../../../local/mwaa/model/version';
import type { ExpectedRun } from '../types';

/** The same for every version, or for each its own. */
export type ForVersion<T> = T | ((version: AirflowVersion) => T);

export function forVersion<T extends object | string>(
  value: ForVersion<T>,
  version: AirflowVersion,
): T {
  return typeof value === 'function' ? value(version) : value;
}

/** One request, as InvokeRestApi takes it. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query?: ForVersion<Readonly<Record<string, string>>>;
  /** JSON text. */
  readonly body?: ForVersion<string>;
}

export interface ExpectedAnswer {
  /** Airflow's own. */
  readonly status: number;
  /** What the answer must have, among other things; nothing for an answer without content. */
  readonly body?: unknown;
}

/** One row of the matrix of requests. */
export interface RestCase {
  /** Names the row; unique. */
  readonly name: string;
  /** Requests that come before, each of which must succeed. */
  readonly setup?: readonly Ask[];
  readonly ask: Ask;
  readonly answer: (version: AirflowVersion) => ExpectedAnswer;
  /** Exactly these runs of `example_dag` and the DAGs named here come of all its requests; none unless told. */
  readonly newRuns?: ForVersion<readonly ExpectedRun[]>;
  /** Which DAGs must be paused afterwards, and which must not. */
  readonly paused?: Readonly<Record<string, boolean>>;
}
