import { isJsonObject, parseExactJson } from '../../lambda/contract/json';
import type { Answer } from '../calls';
import type { AirflowEngine, RestAnswer, RestRequest } from './engine';
import { AirflowVersion } from './model/version';

/** As AWS's service model has them. */
const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];
const MAX_PATH_LENGTH = 64;

/** The first version that AWS names; what older environments answer is text, not JSON. */
const OLDEST = '2.4.3';
const TOO_OLD: Answer = { status: 400, body: 'Update your environment to use InvokeRestApi' };

/** Whose REST API is asked. */
interface RestEnvironment {
  readonly airflow: Pick<AirflowEngine, 'version'>;
  callRest(request: RestRequest): Promise<RestAnswer>;
}

/** InvokeRestApi: what AWS checks of a call, and how it wraps what Airflow answers. */
export async function invokeRestApi(environment: RestEnvironment, body: string): Promise<Answer> {
  if (!new AirflowVersion(environment.airflow.version).atLeast(OLDEST)) return TOO_OLD;
  const request = readRequest(body);
  if (typeof request === 'string') return exception(400, 'ValidationException', request);
  try {
    return wrapped(await environment.callRest(request));
  } catch (error) {
    console.error(error);
    return exception(500, 'InternalServerException', 'An internal error has occurred.');
  }
}

/** @returns the request, or what is wrong with it */
function readRequest(text: string): RestRequest | string {
  const input = parsed(text);
  if (!isJsonObject(input)) return 'The request is no JSON object';
  const { Path: path, Method: method, QueryParameters: query = {}, Body: body } = input;
  if (typeof path !== 'string' || path === '') return constraint('path', path, 'not be empty');
  if (path.length > MAX_PATH_LENGTH) {
    return constraint('path', path, `have length less than or equal to ${MAX_PATH_LENGTH}`);
  }
  if (typeof method !== 'string' || !METHODS.includes(method)) {
    return constraint('method', method, `satisfy enum value set: [${METHODS.join(', ')}]`);
  }
  if (!isJsonObject(query)) return constraint('queryParameters', query, 'be a JSON object');
  const json = body === undefined ? undefined : JSON.stringify(body);
  return { method, path, query: queryText(query), body: json };
}

function parsed(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

function constraint(member: string, value: unknown, rule: string): string {
  return (
    `1 validation error detected: Value ${JSON.stringify(value)} at '${member}' failed to satisfy ` +
    `constraint: Member must ${rule}`
  );
}

function queryText(parameters: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((item): [string, string] => [name, textOf(item)]),
  );
  return new URLSearchParams(pairs).toString();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Airflow's own status stands in the body: on the wire there is only 200 and 400. */
function wrapped({ status, body }: RestAnswer): Answer {
  const text = wrappedText(status, body);
  if (status < 400) return { status: 200, headers: JSON_HEADERS, body: text };
  const type = status < 500 ? 'RestApiClientException' : 'RestApiServerException';
  return { status: 400, headers: { ...JSON_HEADERS, 'x-amzn-errortype': type }, body: text };
}

/** Airflow's JSON as it came, so that no digit of a number is lost. */
function wrappedText(status: number, body: string): string {
  const response = parsed(body) === undefined ? JSON.stringify(body) : body;
  const member = body === '' ? '' : `,"RestApiResponse":${response}`;
  return `{"RestApiStatusCode":${status}${member}}`;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

function exception(status: number, type: string, message: string): Answer {
  const headers = { ...JSON_HEADERS, 'x-amzn-errortype': type };
  return { status, headers, body: JSON.stringify({ message }) };
}
