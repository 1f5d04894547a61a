import { isSuccess, type RestAnswer, type RestRequest } from '../../airflow/rest/exchange';
import { wordsOf } from '../../airflow/rest/words';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  NoRestApiError,
} from '../../contract/errors';
import { isJsonObject } from '../../contract/json';
import { RestApiClientException, RestApiServerException } from './invoke-rest-api';
import { explainLostConnection, type Progress } from './lost-connection';

/** Who asks, for what they may not do. */
export interface RestCaller {
  readonly environmentName: string;
  /** The role in Airflow that the caller is to act as, for example `User`. */
  readonly airflowRole: string;
  /** @default "the runner's role" */
  readonly who?: string;
}

/** What an environment answers that was made before there was InvokeRestApi (Amazon MWAA User Guide, "Using the Apache Airflow REST API"). */
const TOO_OLD = 'Update your environment to use InvokeRestApi';

/**
 * The answer in what InvokeRestApi has thrown: Airflow's own refusal of the command.
 *
 * @throws what it means when it is no such answer, as `AirflowRest.call` does
 */
export function answerIn(
  error: unknown,
  request: RestRequest,
  caller: RestCaller,
  progress: Progress,
): RestAnswer {
  const what = nameOf(request, caller);
  const isTooOld = error instanceof Error && error.message.includes(TOO_OLD);
  if (error instanceof RestApiServerException) throw explainServerError(error, what);
  if (error instanceof RestApiClientException && !isTooOld) {
    const { RestApiStatusCode: status = 400, RestApiResponse: body } = error;
    return checkAnswer({ status, body }, request, caller);
  }
  throw explain(error instanceof Error ? error : new Error(String(error)), what, caller, progress);
}

function nameOf({ method, path }: RestRequest, { environmentName }: RestCaller): string {
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
  if (status >= 500) throw explainServerError({ RestApiStatusCode: status }, what);
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

/** And not the page of a proxy, or one to log in by: Airflow answers with an object, to a deletion with nothing. */
function isOfAirflow(answer: RestAnswer, { method }: RestRequest): boolean {
  const { status, body } = answer;
  if (isSuccess(answer)) return isJsonObject(body) || (method === 'DELETE' && !body);
  return wordsOf(answer) !== undefined || (status >= 400 && status !== 404);
}

/** MWAA ends a request after ten seconds, by an error whose form AWS does not tell: so the one without a status is that. */
function explainServerError(
  { RestApiStatusCode: status, message = '' }: Partial<RestApiServerException>,
  what: string,
): Error {
  if (status === undefined || status === 504 || /timed? ?out/i.test(message)) {
    return new AnswerLostError(`${what}: no answer in time`, 'late');
  }
  const isDown = status === 502 || status === 503;
  return new AnswerLostError(
    `${what}: Airflow answered ${status}, and may have acted all the same`,
    isDown ? 'environment' : 'senseless',
  );
}

function explain(error: Error, what: string, caller: RestCaller, progress: Progress): Error {
  const said = `${what} failed (${error.name}: ${error.message})`;
  const options = { cause: error };
  if (error.message.includes(TOO_OLD)) {
    return new NoRestApiError(
      `${said}; update the environment, or deploy the queue with via "cli"`,
      options,
    );
  }
  const status = statusOf(error);
  if (status === undefined) return explainLostConnection(error, what, progress);
  if (status >= 500) {
    return new AnswerLostError(
      `${said}; it may have been passed on all the same`,
      'environment',
      options,
    );
  }
  const remedy = remedyOf(error.name, caller);
  return new EnvironmentUnavailableError(
    remedy === undefined ? said : `${said}; ${remedy}`,
    options,
  );
}

/** Only what AWS itself answered has one. */
function statusOf(error: Error): number | undefined {
  const { $metadata } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return $metadata?.httpStatusCode;
}

function remedyOf(
  name: string,
  { environmentName, airflowRole, who = "the runner's role" }: RestCaller,
) {
  if (name.startsWith('AccessDenied')) {
    return `allow airflow:InvokeRestApi on role/${environmentName}/${airflowRole} to ${who}, from inside the VPC where the web server is private`;
  }
  if (name === 'ResourceNotFoundException') {
    return `there is no environment "${environmentName}" in this account and region: create it, or deploy the queue with the right name`;
  }
  return undefined;
}
