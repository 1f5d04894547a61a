import { MWAAClient } from '@aws-sdk/client-mwaa';
import { createAirflowCli } from '../lambda/adapters/mwaa/airflow-cli';
import { createAirflowRest, createRestClient } from '../lambda/adapters/mwaa/airflow-rest';
import { createMwaaApi, type MwaaApi } from '../lambda/adapters/mwaa/mwaa-api';
import type { RestCaller } from '../lambda/adapters/mwaa/rest-answer';
import { type AirflowVersion, parseShortVersion } from '../lambda/contract/airflow-version';
import { EnvironmentUnavailableError } from '../lambda/contract/errors';
import { Aws } from './adapters/aws';
import type { Cli } from './cli';
import { isDenied, usageError } from './exit';
import { remedyOf } from './remedy';

/**
 * The environment itself, without the queue: it need not be deployed for.
 *
 * @param version as the user names it; without one, MWAA is asked
 */
export async function direct(cli: Cli, version: AirflowVersion | undefined) {
  const aws = new Aws(cli.place);
  const environmentName = await nameOf(cli);
  const api = withRemedies(
    createMwaaApi(aws.client('mwaa', MWAAClient), environmentName, 'who asks'),
  );
  const rest = restApi(aws, { environmentName, airflowRole: 'User', who: 'who asks' });
  return { environmentName, api, rest, airflow: createAirflowCli(api, aws.webServer(), version) };
}

/** Airflow's REST API through MWAA. */
export function restApi(aws: Aws, caller: RestCaller) {
  return createAirflowRest(caller, () => createRestClient(aws.config('mwaa')));
}

/** MWAA's API, whose errors say what a person at a terminal can do about them, too. */
function withRemedies(api: MwaaApi): MwaaApi {
  const explain = (error: Error): never => {
    const { message, cause } = error;
    // Of a right that is missing it is said already.
    const remedy = cause === undefined || isDenied(cause) ? undefined : remedyOf(cause);
    if (remedy === undefined) throw error;
    throw new EnvironmentUnavailableError(`${message}: ${remedy}`, { cause });
  };
  return {
    mintToken: () => api.mintToken().catch(explain),
    airflowVersion: () => api.airflowVersion().catch(explain),
  };
}

/** Named, or else the one that is deployed for. */
async function nameOf(cli: Cli): Promise<string> {
  if (cli.environmentName !== undefined) return cli.environmentName;
  const { deployment } = await cli.here();
  return deployment.environmentName;
}

/** A version on the command line, also a major one alone. */
export function readVersion(text: string): AirflowVersion {
  try {
    return parseShortVersion(text);
  } catch (error) {
    throw usageError((error as Error).message);
  }
}
