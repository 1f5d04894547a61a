import { createAirflowCli } from '../lambda/adapters/airflow-cli';
import { createMwaaApi } from '../lambda/adapters/mwaa-api';
import { type AirflowVersion, parseVersion } from '../lambda/airflow/version';
import { Aws } from './adapters/aws';
import type { Cli } from './cli';
import { usageError } from './exit';
import { remedyFor } from './remedy';

/**
 * The environment itself, without the queue: it need not be deployed for.
 *
 * @param version as the user names it; without one, MWAA is asked
 */
export async function direct(cli: Cli, version: AirflowVersion | undefined) {
  const aws = new Aws(cli.place);
  const environmentName = await nameOf(cli);
  const api = createMwaaApi(aws.mwaa(), environmentName);
  return { environmentName, api, airflow: createAirflowCli(api, aws.webServer(), version) };
}

/** The runner's reasons end with what its queue does next, and speak of its role: here with what to do instead. */
export function withoutQueue(reason: string): string {
  const own = reason.replace("the runner's role", 'who asks');
  const what = own.replace(/;? the (message waits|trigger) (and )?is tried again/, '');
  const todo = what === own ? undefined : remedyFor(what);
  return todo === undefined ? what : `${what}: ${todo}`;
}

/** Named, or else the one that is deployed for. */
async function nameOf(cli: Cli): Promise<string> {
  if (cli.environmentName !== undefined) return cli.environmentName;
  const { deployment } = await cli.here();
  return deployment.environmentName;
}

/** A version on the command line, also a major one alone: `1` is 1.10, which has another spelling. */
export function readVersion(text: string): AirflowVersion {
  try {
    return parseVersion({ '1': '1.10', '2': '2.11', '3': '3.0' }[text] ?? text);
  } catch (error) {
    throw usageError((error as Error).message);
  }
}
