import type { CliAnswer } from '../answer';
import type { Verdict } from '../judge';

/** One request to Airflow's REST API. */
export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Without `/api/v1` or `/api/v2`, which AWS puts before it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A JSON object; its numbers are digit for digit what was sent to us. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Airflow's own answer to one request. */
export interface RestAnswer {
  readonly status: number;
  /** Parsed JSON, or text; nothing of an answer without content. */
  readonly body: unknown;
}

/** What came of a command that went by REST. */
export interface RestReply {
  readonly verdict: Verdict;
  /** What Airflow's command line would have printed. */
  readonly answer: CliAnswer;
}

/**
 * A command by REST: asks, is told the answer, asks again or ends. It knows nothing of AWS or time, and throws
 * as `AirflowRest.call` does.
 */
export type Exchange = Generator<RestRequest, RestReply, RestAnswer>;

export function isSuccess({ status }: RestAnswer): boolean {
  return status >= 200 && status < 300;
}

/** @param stdout without the line's end */
export function succeeded(stdout: string): RestReply {
  return { verdict: { kind: 'succeeded' }, answer: { stdout: `${stdout}\n`, stderr: '' } };
}
