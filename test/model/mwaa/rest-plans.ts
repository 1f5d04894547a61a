import type { Answer } from '../../../local/calls';
import type { RestAnswer } from '../../../local/mwaa/engine';
import { invokeRestApi } from '../../../local/mwaa/invoke-rest-api';
import type { DeadlyFault, RestFault } from '../script/faults';
import type { Outage } from '../script/script';
import type { Course } from './request';

/** How a request by REST comes to its end when its process lives on. */
export interface RestPlan extends Course {
  /**
   * What comes over the wire.
   *
   * @param body the request's, as it came over the wire
   * @default - what Airflow answered, as MWAA wraps it
   * @throws what Node's HTTP client gives
   */
  readonly answer?: (body: string) => Answer | Promise<Answer>;
}

/** When MWAA itself ends a request, in milliseconds (Amazon MWAA User Guide, "Using the Apache Airflow REST API"). */
export const MWAA_MS = 10_000;

/** What the runner's connection may take to stand, in milliseconds. */
const CONNECT_MS = 3000;

function fails(text: string, more: { readonly name?: string; readonly code?: string }) {
  return () => {
    throw Object.assign(new Error(text), more);
  };
}

/** An answer of MWAA's own, whose words for a request that it ends are not known. */
function mwaa(status: number, errorType: string, message: string) {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': errorType };
  return () => ({ status, headers, body: JSON.stringify({ message }) });
}

/** An answer from behind MWAA, as that wraps it. */
function airflow(status: number, body: string, version = '3.0.6') {
  return (request: string) => behindMwaa({ status, body }, request, version);
}

function behindMwaa(answer: RestAnswer, request: string, version: string): Promise<Answer> {
  return invokeRestApi({ airflow: { version }, callRest: async () => answer }, request);
}

/** Airflow may quote what it was told, in a spelling of its own. */
const quote = (request: string) => {
  const detail = `${request.replaceAll('"', "'")} does not fit`;
  return behindMwaa({ status: 400, body: JSON.stringify({ detail }) }, request, '3.0.6');
};

const internal = mwaa(500, 'InternalServerException', 'An internal error has occurred.');
const ended = {
  lastsMs: MWAA_MS,
  answer: mwaa(400, 'RestApiServerException', 'The request was ended'),
} as const;
/** Until the runner ends it. */
const unheard = { lastsMs: Number.POSITIVE_INFINITY } as const;
const reset = fails('socket hang up', { code: 'ECONNRESET' });
const stalled = `Socket timed out without establishing a connection within ${CONNECT_MS} ms`;

export const USUAL_REST_PLAN: RestPlan = { runs: 'in time' };

/** What becomes of a request that takes longer than MWAA waits. */
export const TOO_SLOW_FOR_MWAA: RestPlan = { runs: 'later', ...ended };

export const REST_PLANS: Readonly<Record<Exclude<RestFault, DeadlyFault>, RestPlan>> = {
  'no connection': {
    runs: 'never',
    answer: fails('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
  },
  'connection hangs': {
    runs: 'never',
    lastsMs: CONNECT_MS,
    answer: fails(stalled, { name: 'TimeoutError' }),
  },
  throttled: { runs: 'never', answer: mwaa(429, 'ThrottlingException', 'Rate exceeded') },
  denied: { runs: 'never', answer: mwaa(403, 'AccessDeniedException', 'not authorized') },
  'environment too old': { runs: 'never', answer: airflow(200, '', '2.2.2') },
  'role refused': { runs: 'never', answer: airflow(403, '{"detail": "Forbidden"}') },
  'answered 429': { runs: 'never', answer: airflow(429, '') },
  'answered 302': { runs: 'never', answer: airflow(302, '') },
  'answered 404 by a proxy': { runs: 'never', answer: airflow(404, '<html>Not Found</html>') },
  'answered 500, not run': { runs: 'never', answer: airflow(500, 'Internal Server Error') },
  'answered 500, run': { runs: 'in time', answer: airflow(500, 'Internal Server Error') },
  'answered 502, not run': { runs: 'never', answer: airflow(502, '') },
  'answered 502, run': { runs: 'in time', answer: airflow(502, '') },
  'answered 503, not run': { runs: 'never', answer: airflow(503, '') },
  'answered 504, run': { runs: 'in time', answer: airflow(504, '') },
  'MWAA fails, not run': { runs: 'never', answer: internal },
  'MWAA fails, run': { runs: 'in time', answer: internal },
  'MWAA gives up, not run': { runs: 'never', ...ended },
  'MWAA gives up, run': { runs: 'in time', ...ended },
  'MWAA gives up, run later': TOO_SLOW_FOR_MWAA,
  'MWAA gives up as by the client, run': {
    runs: 'in time',
    lastsMs: MWAA_MS,
    answer: mwaa(400, 'RestApiClientException', 'The request was ended'),
  },
  'MWAA gives up as a gateway, run': {
    runs: 'in time',
    lastsMs: MWAA_MS,
    answer: mwaa(408, 'RequestTimeoutException', 'Request timed out'),
  },
  'reset, not run': { runs: 'never', answer: reset },
  'reset, run': { runs: 'in time', answer: reset },
  'no answer, not run': { runs: 'never', ...unheard },
  'no answer, run': { runs: 'in time', ...unheard },
  'no answer, run later': { runs: 'later', ...unheard },
  'half an answer, run': {
    runs: 'in time',
    answer: () => ({ status: 200, body: '{"RestApiStatusCode":200,"RestApiResp' }),
  },
  'login page, not run': { runs: 'never', answer: airflow(200, '<html>Sign in</html>') },
  'login page, run': { runs: 'in time', answer: airflow(200, '<html>Sign in</html>') },
  'quotes the request': { runs: 'never', answer: quote },
  slow: { runs: 'in time', lastsMs: MWAA_MS - 100 },
  'another client triggers the DAG at that moment': USUAL_REST_PLAN,
};

/** What a web server's outage is to who asks through MWAA. */
export const REST_OUTAGES: Readonly<Record<Outage['how'], RestFault>> = {
  'no connection': 'answered 502, not run',
  'answered 503': 'answered 503, not run',
  'reset, not run': 'MWAA fails, not run',
  'reset, run': 'MWAA fails, run',
};
