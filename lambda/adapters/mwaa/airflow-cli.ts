import { writeCommand } from '../../airflow/argv';
import type { CliRequest } from '../../airflow/way';
import { type AirflowVersion, parseVersion } from '../../contract/airflow-version';
import { EnvironmentUnavailableError, RefusedCommandError } from '../../contract/errors';
import { TOKEN_MAX_AGE_MS, VERSION_MAX_AGE_MS } from '../../contract/limits';
import type { AirflowCli } from '../../runner/ports';
import { isTokenRefusal, readAnswer } from './cli-answer';
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
      `${host} answered ${answer.status} and points elsewhere: not followed, since only the host that the token is for may have it; look at what stands before the web server`,
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
