import {
  CreateCliTokenCommand,
  GetEnvironmentCommand,
  type MWAAClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-mwaa';
import { EnvironmentUnavailableError } from '../../contract/errors';
import { MINT_SECONDS } from '../../contract/limits';

/** A CLI token and where to use it. The token is a secret: it is never logged nor put into an error. */
export interface CliToken {
  readonly token: string;
  readonly host: string;
}

/** MWAA's own API, for one environment. */
export interface MwaaApi {
  /** @throws EnvironmentUnavailableError */
  mintToken(): Promise<CliToken>;
  /** @throws EnvironmentUnavailableError */
  airflowVersion(): Promise<string>;
}

/**
 * @param environmentName 1 to 80 characters, as MWAA has it
 * @param caller who asks, for what they may not do
 */
export function createMwaaApi(
  client: MWAAClient,
  environmentName: string,
  caller = "the runner's role",
): MwaaApi {
  const call = <T>(operation: string, send: (abortSignal: AbortSignal) => Promise<T>) =>
    send(AbortSignal.timeout(MINT_SECONDS * 1000)).catch((error: unknown) => {
      throw explain(operation, environmentName, caller, error);
    });
  return {
    async mintToken() {
      const answer = await call('CreateCliToken', (abortSignal) =>
        client.send(new CreateCliTokenCommand({ Name: environmentName }), { abortSignal }),
      );
      if (!answer.CliToken || !answer.WebServerHostname) {
        throw new EnvironmentUnavailableError('CreateCliToken answered without a token or a host');
      }
      return { token: answer.CliToken, host: answer.WebServerHostname };
    },
    async airflowVersion() {
      const answer = await call('GetEnvironment', (abortSignal) =>
        client.send(new GetEnvironmentCommand({ Name: environmentName }), { abortSignal }),
      );
      const version = answer.Environment?.AirflowVersion;
      if (!version) {
        throw new EnvironmentUnavailableError('GetEnvironment answered without an AirflowVersion');
      }
      return version;
    },
  };
}

/** Says what happened and who can mend it. */
function explain(operation: string, environment: string, caller: string, error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'SyntaxError') {
    // Not passed on: it quotes the answer, which may hold the token.
    return new EnvironmentUnavailableError(
      `${operation} of environment "${environment}" answered with no JSON`,
    );
  }
  const remedy =
    error instanceof ResourceNotFoundException
      ? `there is no environment "${environment}" in this account and region: create it, or deploy the queue with the right name`
      : name.startsWith('AccessDenied')
        ? `allow airflow:${operation} on the environment to ${caller}`
        : undefined;
  const said = `${operation} of environment "${environment}" failed (${name}: ${message})`;
  return new EnvironmentUnavailableError(remedy === undefined ? said : `${said}; ${remedy}`, {
    cause: error,
  });
}
