import type { CliAnswer } from '../airflow/answer';
import { writeCommand } from '../airflow/argv';
import { type AirflowVersion, parseVersion } from '../airflow/version';
import type { CliRequest } from '../airflow/way';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../contract/errors';
import { TOKEN_MAX_AGE_MS, VERSION_MAX_AGE_MS } from '../contract/limits';
import type { AirflowCli } from '../runner/ports';
import type { CliToken, MwaaApi } from './mwaa-api';
import type { HttpAnswer, WebServer } from './web-server';
import { isWebServerHost } from './web-server-host';

interface PreparedAirflowCli extends AirflowCli {
  /**
   * Gets what the first command needs: the token, the version, and a connection.
   *
   * @param connect opens one to the web server of that name
   * @throws EnvironmentUnavailableError
   */
  prepare(connect: (host: string) => Promise<void>): Promise<void>;
}

/** @param fixedVersion the version that the deployment names; without one, MWAA is asked */
export function createAirflowCli(
  mwaa: MwaaApi,
  webServer: WebServer,
  fixedVersion?: AirflowVersion,
): PreparedAirflowCli {
  const tokens = keepFor(TOKEN_MAX_AGE_MS, () => mwaa.mintToken());
  const versions = keepFor(VERSION_MAX_AGE_MS, async () =>
    readVersion(await mwaa.airflowVersion()),
  );
  const version = async () => fixedVersion ?? (await versions.get());
  return {
    version,
    forgetVersion: () => versions.forget(),
    async prepare(connect) {
      const toWebServer = async () => {
        const { host } = await tokens.get();
        if (isWebServerHost(host)) await connect(host);
      };
      await Promise.all([toWebServer(), version()]);
    },
    async run(request, { timeoutMs, until }) {
      const deadline = () => Math.min(Date.now() + timeoutMs, until);
      const started = Date.now();
      let token = await tokens.get();
      let mintMs = Date.now() - started;
      let answer = await post(webServer, token, request, deadline());
      if (isTokenRefusal(answer)) {
        tokens.forget();
        const mintStarted = Date.now();
        token = await tokens.get();
        mintMs += Date.now() - mintStarted;
        answer = await post(webServer, token, request, deadline());
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

/** With output, the command has run: it must not be posted again. */
function isTokenRefusal({ status, body }: HttpAnswer): boolean {
  return (status === 401 || status === 403) && decodeOutput(body) === undefined;
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
  if (target === undefined) {
    throw new RefusedCommandError(
      `${host} answered ${answer.status} and points elsewhere: not followed, since only the host that the token is for may have it`,
    );
  }
  if (answer.status !== 307 && answer.status !== 308) {
    throw new EnvironmentUnavailableError(
      `${host} answered ${answer.status} and points to ${target.slice(0, 80)}, as while it restarts`,
    );
  }
  return webServer({ host, path: target, token, body, deadline });
}

function redirectTarget({ location }: HttpAnswer, from: string): string | undefined {
  if (location === undefined || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return target.origin === new URL(from).origin ? target.pathname : undefined;
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

/** Output is output, whatever the status: a command that fails may be answered with another than 200. */
function readAnswer({ status, body }: HttpAnswer, { host, token }: CliToken): CliAnswer {
  const output = decodeOutput(body);
  if (output !== undefined) return output;
  const said = describeBody(body, token);
  if (status !== 200) throw explainStatus(status, `${host} answered HTTP ${status}`, said);
  throw new AnswerLostError(
    `${host} answered HTTP 200, but without stdout and stderr: ${said}`,
    'senseless',
  );
}

function decodeOutput(body: string): CliAnswer | undefined {
  const { stdout, stderr } = Object(tryParse(body)) as Readonly<Record<string, unknown>>;
  if (typeof stdout !== 'string' && typeof stderr !== 'string') return undefined;
  return { stdout: decodeBase64(stdout), stderr: decodeBase64(stderr) };
}

function tryParse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // a page or nothing; the parser's own error would quote it
  }
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
