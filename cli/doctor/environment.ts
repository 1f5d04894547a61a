import {
  CreateCliTokenCommand,
  GetEnvironmentCommand,
  type MWAAClient,
} from '@aws-sdk/client-mwaa';
import type { CliToken } from '../../lambda/adapters/mwaa/mwaa-api';
import { isWebServerHost } from '../../lambda/adapters/mwaa/web-server-host';
import { parseVersion } from '../../lambda/contract/airflow-version';
import { error, type Finding, inWords, ok, warning } from './finding';

/** What MWAA says of an environment. */
export interface LookedAt {
  readonly findings: readonly Finding[];
  /** For example `2.11.2`. */
  readonly version?: string | undefined;
}

/** What is looked at in GetEnvironment's answer: status, version and who reaches the web server. */
export async function lookAtEnvironment(client: MWAAClient, Name: string): Promise<LookedAt> {
  const about = 'environment';
  try {
    const { Environment = {} } = await client.send(new GetEnvironmentCommand({ Name }));
    const { Status = 'unknown', AirflowVersion: version = '', WebserverAccessMode } = Environment;
    const access = WebserverAccessMode ?? 'unknown';
    return {
      version,
      findings: [
        judgeStatus(Name, Status),
        judgeVersion(version),
        access === 'PRIVATE_ONLY'
          ? warning(
              'access mode',
              access,
              "run mwaaq, and the runner, inside the environment's VPC (docs/networking.md)",
            )
          : ok('access mode', access),
      ],
    };
  } catch (cause) {
    const remedy = hintFor(cause, 'airflow:GetEnvironment', Name);
    return { findings: [error(about, inWords(cause), remedy)] };
  }
}

function judgeStatus(name: string, status: string): Finding {
  const seen = `${name} is ${status}`;
  if (status === 'AVAILABLE') return ok('environment', seen);
  const isPassing = /ING(_|$)|MAINTENANCE|PENDING/.test(status);
  return warning(
    'environment',
    seen,
    isPassing
      ? 'wait: commands are held until it is AVAILABLE'
      : 'see the MWAA console for what is the matter',
  );
}

function judgeVersion(version: string): Finding {
  try {
    parseVersion(version);
    return ok('Airflow version', version);
  } catch (cause) {
    return error('Airflow version', inWords(cause), 'use one of these, or a newer mwaa-cli-queue');
  }
}

/** Whether a CLI token is given, and for which web server. */
export async function mintToken(
  client: MWAAClient,
  Name: string,
): Promise<{ readonly findings: readonly Finding[]; readonly token?: CliToken | undefined }> {
  const about = 'CLI token';
  try {
    const started = Date.now();
    const answer = await client.send(new CreateCliTokenCommand({ Name }));
    const { CliToken: token = '', WebServerHostname: host = '' } = answer;
    const seen = `given in ${Date.now() - started} ms, for ${host}`;
    if (token !== '' && isWebServerHost(host))
      return { token: { token, host }, findings: [ok(about, seen)] };
    return {
      findings: [
        error(
          about,
          seen,
          'tell AWS Support: that is no MWAA web server, and nothing is sent there',
        ),
      ],
    };
  } catch (cause) {
    const remedy = hintFor(cause, 'airflow:CreateCliToken', Name);
    return { findings: [error(about, inWords(cause), remedy)] };
  }
}

function hintFor(cause: unknown, action: string, environment: string): string {
  const { name } = cause as Error;
  if (name.startsWith('AccessDenied')) return `allow ${action} on the environment to yourself`;
  if (name === 'ResourceNotFoundException') {
    return `there is no environment ${environment} in this account and region: look at its name, --region and --profile`;
  }
  return 'look at credentials, region and network';
}
