import { expect } from 'vitest';
import type { AirflowVersion } from '../../../local/mwaa/model/version';
import type { Ask, ExpectedAnswer } from './types';

type Answer = (version: AirflowVersion) => ExpectedAnswer;

/** One answer of `/api/v1`, which Airflow 2 has, and one of `/api/v2`. */
export function byApi(of1: ExpectedAnswer, of2: ExpectedAnswer): Answer {
  return (version) => (version.major >= 3 ? of2 : of1);
}

export function ok(body?: unknown, status = 200): ExpectedAnswer {
  return { status, body };
}

export function okInBoth(body: unknown): Answer {
  return byApi(ok(body), ok(body));
}

const USUAL_TITLES: Readonly<Record<number, string>> = { 400: 'Bad Request', 409: 'Conflict' };

/** A refusal of Airflow 2. */
export function problem(
  status: number,
  detail: unknown,
  title: string | null = USUAL_TITLES[status] ?? '',
): ExpectedAnswer {
  const type = expect.stringContaining('stable-rest-api-ref.html#section/Errors/');
  return { status, body: { status, detail, title, type } };
}

/** A refusal of Airflow 3. */
export function refusal(status: number, detail: unknown): ExpectedAnswer {
  return { status, body: { detail } };
}

/** What Airflow 3 says of a body or a query that breaks its types. */
export function invalid(loc: readonly string[], type: string, msg: unknown): ExpectedAnswer {
  return refusal(422, [{ loc, type, msg }]);
}

/** The page that Airflow 2 shows when it did not foresee something. */
export const OOPS: ExpectedAnswer = { status: 500, body: expect.stringContaining('Ooops!') };

/** What Airflow 3 says then. */
export const SERVER_ERROR: ExpectedAnswer = { status: 500, body: 'Internal Server Error' };

/** What both say of a list that is to be ordered by `nonsense`. */
export const NO_ORDER =
  "Ordering with 'nonsense' is disallowed or the attribute does not exist on the model";

/** Airflow 3 wants a date, which may be null. */
export function trigger(fields: Readonly<Record<string, unknown>>, dagId = 'example_dag'): Ask {
  return {
    method: 'POST',
    path: `/dags/${dagId}/dagRuns`,
    body: ({ major }) => JSON.stringify(major >= 3 ? { logical_date: null, ...fields } : fields),
  };
}

/** A trigger whose body is sent as it stands here. */
export function triggerAs(body: string | undefined): Ask {
  const ask = { method: 'POST', path: '/dags/example_dag/dagRuns' };
  return body === undefined ? ask : { ...ask, body };
}

export function get(path: string, query?: Readonly<Record<string, string>>): Ask {
  return query === undefined ? { method: 'GET', path } : { method: 'GET', path, query };
}

export function send(method: string, path: string, body: unknown): Ask {
  return { method, path, body: JSON.stringify(body) };
}
