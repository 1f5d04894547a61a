import type { RestAnswer, RestRequest } from '../../airflow/rest/exchange';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  NoRestApiError,
} from '../../contract/errors';
import { RestApiClientException, RestApiServerException } from './invoke-rest-api';
import { explainLostConnection, type Progress } from './lost-connection';
import { checkAnswer, explainLostAnswer, nameOf, type RestCaller } from './rest-answer';

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
  if (error instanceof RestApiServerException) throw explainLostAnswer(error, what);
  if (error instanceof RestApiClientException && !isTooOld) {
    const { RestApiStatusCode: status, RestApiResponse: body } = error;
    if (status === undefined) throw explainLostAnswer(error, what);
    return checkAnswer({ status, body }, request, caller);
  }
  throw explain(error instanceof Error ? error : new Error(String(error)), what, caller, progress);
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
  if (status === 408 || /timed? ?out/i.test(error.name)) return explainLostAnswer({}, what);
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
