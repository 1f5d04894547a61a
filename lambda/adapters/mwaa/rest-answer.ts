import { isSuccess, type RestAnswer, type RestRequest } from '../../airflow/rest/exchange';
import { wordsOf } from '../../airflow/rest/words';
import { AnswerLostError, EnvironmentUnavailableError } from '../../contract/errors';
import { isJsonObject } from '../../contract/json';
import type { RestApiServerException } from './invoke-rest-api';

/** Who asks, for what they may not do. */
export interface RestCaller {
  readonly environmentName: string;
  /** The role in Airflow that the caller is to act as, for example `User`. */
  readonly airflowRole: string;
  /** @default "the runner's role" */
  readonly who?: string;
}

export function nameOf({ method, path }: RestRequest, { environmentName }: RestCaller): string {
  return `InvokeRestApi of environment "${environmentName}" (${method} ${path})`;
}

/**
 * Takes what Airflow says of the command alone, whatever AWS's own status is: not what it answers to whoever asks.
 *
 * @throws as `AirflowRest.call` does
 */
export function checkAnswer(
  answer: RestAnswer,
  request: RestRequest,
  caller: RestCaller,
): RestAnswer {
  const { status } = answer;
  const what = nameOf(request, caller);
  if (status >= 500 || status === 408) throw explainLostAnswer({ RestApiStatusCode: status }, what);
  if (status === 401 || status === 403) {
    throw new EnvironmentUnavailableError(
      `${what}: Airflow answered ${status}, so its role "${caller.airflowRole}" must not do that; give airflowRole one that may, or that role the permission in Airflow`,
    );
  }
  if (status === 429) {
    throw new EnvironmentUnavailableError(`${what}: Airflow answered 429, it is busy`);
  }
  if (isOfAirflow(answer, request)) return answer;
  const said = `${what}: answered ${status}, but not by Airflow's REST API, as while its web server restarts`;
  throw isSuccess(answer)
    ? new AnswerLostError(said, 'senseless')
    : new EnvironmentUnavailableError(said);
}

/** And not the page of a proxy, or one to sign in by: Airflow answers with an object, to a deletion with nothing. */
function isOfAirflow(answer: RestAnswer, { method }: RestRequest): boolean {
  const { status, body } = answer;
  if (isSuccess(answer)) return isJsonObject(body) || (method === 'DELETE' && !body);
  return wordsOf(answer) !== undefined || (status >= 400 && status !== 404);
}

/** MWAA ends a request after ten seconds, by an error whose form AWS does not tell: so one without a status is that, whoever is blamed. */
export function explainLostAnswer(
  { RestApiStatusCode: status, message = '' }: Partial<RestApiServerException>,
  what: string,
): Error {
  if (status === undefined || status === 408 || status === 504 || /timed? ?out/i.test(message)) {
    return new AnswerLostError(`${what}: no answer in time`, 'late');
  }
  const isDown = status === 502 || status === 503;
  return new AnswerLostError(
    `${what}: Airflow answered ${status}, and may have acted all the same`,
    isDown ? 'environment' : 'senseless',
  );
}
