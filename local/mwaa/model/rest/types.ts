import type { AirflowContext } from '../grammar/types';
import type { PyDict, PyValue } from '../python/values';

/** One request, as the function that serves it sees it. */
export interface RestCall extends AirflowContext {
  /** What the path names: a DAG's id, a run's, a variable's key. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  /** Parsed; nothing when none was sent. */
  readonly body: PyValue | undefined;
}

/** What is served: an object with status 200, unless told. */
export interface Served {
  readonly status?: number;
  readonly body?: PyDict;
}

type Handler = (call: RestCall) => Served;

/** One version of the REST API: the same paths in each, with answers of its own. */
export interface RestVersion {
  readonly handlers: Handlers;
  /** The answer for a path that is not served. */
  readonly noSuchPath: (method: string) => RestError;
  /** The answer for a method that the path does not serve. */
  readonly noSuchMethod: () => RestError;
}

export interface Handlers {
  readonly triggerRun: Handler;
  readonly listRuns: Handler;
  readonly getRun: Handler;
  readonly getDag: Handler;
  readonly patchDag: Handler;
  readonly listVariables: Handler;
  readonly getVariable: Handler;
  readonly postVariable: Handler;
  readonly patchVariable: Handler;
  readonly deleteVariable: Handler;
  readonly getVersion: Handler;
}

/** An answer that is not what was asked for. */
export class RestError extends Error {
  override readonly name = 'RestError';

  constructor(
    readonly status: number,
    /** A text is no JSON: Airflow answers so what it did not foresee. */
    readonly body: PyDict | string,
  ) {
    super(`answered with ${status}`);
  }
}
