import type { CliAnswer } from '../../airflow/answer';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../contract/errors';
import { tryParseJson } from '../../contract/json';
import type { CliToken } from './mwaa-api';
import type { HttpAnswer } from './web-server';

/** With output, the command has run: it must not be posted again. */
export function isTokenRefusal({ status, body }: HttpAnswer): boolean {
  return (status === 401 || status === 403) && decodeOutput(body) === undefined;
}

/**
 * Output is output, whatever the status: a command that fails may be answered with another than 200.
 *
 * @throws what the answer means when it has none, as `AirflowCli.run` does
 */
export function readAnswer({ status, body }: HttpAnswer, { host, token }: CliToken): CliAnswer {
  const output = decodeOutput(body);
  if (output !== undefined) return output;
  const said = describeBody(body, token);
  if (status !== 200) throw explainStatus(status, `${host} answered HTTP ${status}`, said);
  throw new AnswerLostError(
    `${host} answered HTTP 200, but without stdout and stderr: ${said}`,
    'senseless',
  );
}

/**
 * What a status without Airflow's output means. None is documented but 200 and 503: what proves that
 * nothing ran is held, and what does not counts as lost.
 */
function explainStatus(status: number, what: string, said: string): Error {
  switch (status) {
    case 401:
    case 403:
      return new EnvironmentUnavailableError(`${what}: it refuses a new token`);
    case 404:
    case 405:
      return new EnvironmentUnavailableError(`${what}: its command line is not there`);
    case 429:
    case 503:
      return new EnvironmentUnavailableError(`${what}: it is busy or restarting`);
    case 502:
      return new AnswerLostError(`${what}: the command may have run all the same`, 'environment');
    case 504:
      return new AnswerLostError(`${what}: the command may have run all the same`, 'late');
    default:
      return status >= 500
        ? new AnswerLostError(`${what}: the command may have run all the same`, 'senseless')
        : new RefusedCommandError(`${what}: ${said}`);
  }
}

function decodeOutput(body: string): CliAnswer | undefined {
  const { stdout, stderr } = Object(tryParseJson(body)) as Readonly<Record<string, unknown>>;
  if (typeof stdout !== 'string' && typeof stderr !== 'string') return undefined;
  return { stdout: decodeBase64(stdout), stderr: decodeBase64(stderr) };
}

/** Lenient on purpose: an answer that cannot be decoded whole still tells what it can. */
function decodeBase64(value: unknown): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : '';
}

/** A page's first words, without markup and without anything that looks like a token. */
function describeBody(body: string, token: string): string {
  if (/^\s*[{["]/.test(body)) {
    // Airflow's output in base64, whole or in part: it may hold a secret.
    return `${Buffer.byteLength(body)} bytes that begin as JSON does`;
  }
  const text = body
    .replaceAll(token, '[token]')
    .replace(/<[^>]*>/g, ' ')
    .replace(/Bearer\s+\S+|eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? 'an empty body' : text.slice(0, 200);
}
