import type { CliAnswer } from '../airflow/answer';
import { writeCommand } from '../airflow/argv';
import { type AirflowVersion, parseVersion } from '../airflow/version';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../contract/errors';
import { TOKEN_MAX_AGE_MS, VERSION_MAX_AGE_MS } from '../contract/limits';
import type { AirflowCli, CliRequest } from '../runner/ports';
import type { CliToken, MwaaApi } from './cli-tokens';
import type { HttpAnswer, WebServer } from './web-server';
import { isWebServerHost } from './web-server-host';

/** @param fixedVersion the version that the deployment names; without one, MWAA is asked */
export function createAirflowCli(
  mwaa: MwaaApi,
  webServer: WebServer,
  fixedVersion?: AirflowVersion,
): AirflowCli {
  const tokens = keepFor(TOKEN_MAX_AGE_MS, () => mwaa.mintToken());
  const versions = keepFor(VERSION_MAX_AGE_MS, async () =>
    readVersion(await mwaa.airflowVersion()),
  );
  return {
    version: async () => fixedVersion ?? (await versions.get()),
    forgetVersion: () => versions.forget(),
    async run(request, deadline) {
      const started = Date.now();
      let token = await tokens.get();
      let mintMs = Date.now() - started;
      let answer = await post(webServer, token, request, deadline);
      if (isTokenRefusal(answer)) {
        tokens.forget();
        const mintStarted = Date.now();
        token = await tokens.get();
        mintMs += Date.now() - mintStarted;
        answer = await post(webServer, token, request, deadline);
      }
      const cliMs = Date.now() - started - mintMs;
      return { answer: readAnswer(answer, token), durations: { mintMs, cliMs } };
    },
  };
}

/** An environment of a version to come waits, as one in any other trouble does. */
function readVersion(text: string): AirflowVersion {
  try {
    return parseVersion(text);
  } catch (error) {
    throw new EnvironmentUnavailableError((error as Error).message, { cause: error });
  }
}

/** Keeps what `load` gave, by wall clock: a frozen Lambda's monotonic clock stands still. */
function keepFor<T>(maxAgeMs: number, load: () => Promise<T>) {
  let kept: { readonly value: T; readonly since: number } | undefined;
  return {
    async get(): Promise<T> {
      const since = Date.now();
      const age = kept === undefined ? Number.POSITIVE_INFINITY : since - kept.since;
      // A negative age is a clock that was set back: the value's true age is not known.
      if (kept === undefined || age < 0 || age >= maxAgeMs) kept = { value: await load(), since };
      return kept.value;
    },
    forget: () => {
      kept = undefined;
    },
  };
}

function isTokenRefusal({ status }: HttpAnswer): boolean {
  return status === 401 || status === 403;
}

/** Posts, and follows one redirect that stays on the same host: Airflow 3 adds a slash so. */
async function post(
  webServer: WebServer,
  { token, host }: CliToken,
  { argv, path }: CliRequest,
  deadline: number,
): Promise<HttpAnswer> {
  if (!isWebServerHost(host)) {
    throw new EnvironmentUnavailableError(
      `CreateCliToken named the host ${JSON.stringify(host.slice(0, 80))}, which is no MWAA web server: the token was not sent`,
    );
  }
  const body = writeCommand(argv);
  const answer = await webServer({ host, path, token, body, deadline });
  if (answer.status < 300 || answer.status > 399) return answer;
  const target = redirectTarget(answer, `https://${host}${path}`);
  if ((answer.status !== 307 && answer.status !== 308) || target === undefined) {
    throw new RefusedCommandError(
      `${host} answered ${answer.status} and points elsewhere: not followed, since only a 307 or 308 to the same host keeps command and token safe`,
    );
  }
  return webServer({ host, path: target, token, body, deadline });
}

function redirectTarget({ location }: HttpAnswer, from: string): string | undefined {
  if (location === undefined || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return target.origin === new URL(from).origin ? target.pathname : undefined;
}

/** The web server refused before running anything: 429, and 503 beyond its four commands at once. */
const NOT_RUN = new Set([401, 403, 429, 503]);

function readAnswer({ status, body }: HttpAnswer, { host, token }: CliToken): CliAnswer {
  const said = describeBody(body, token);
  if (status === 200) return decodeAnswer(body, host, said);
  const what = `${host} answered HTTP ${status}`;
  if (NOT_RUN.has(status)) {
    const why =
      status === 429 || status === 503 ? 'it is busy or restarting' : 'it refuses a new token';
    throw new EnvironmentUnavailableError(`${what}: ${why}; the message waits and is tried again`);
  }
  if (status >= 500) {
    throw new AnswerLostError(`${what}: the command may have run all the same`);
  }
  throw new RefusedCommandError(`${what}: ${said}`);
}

function decodeAnswer(body: string, host: string, said: string): CliAnswer {
  let fields: unknown;
  try {
    fields = JSON.parse(body);
  } catch {
    // The parser's own error is not passed on: it quotes the body.
    throw new AnswerLostError(`${host} answered HTTP 200, but no JSON: ${said}`);
  }
  const { stdout, stderr } = Object(fields) as Readonly<Record<string, unknown>>;
  if (stdout === undefined && stderr === undefined) {
    throw new AnswerLostError(`${host} answered JSON without stdout and stderr`);
  }
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
