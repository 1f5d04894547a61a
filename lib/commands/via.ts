import { Token } from 'aws-cdk-lib';
import { VERBS } from '../../lambda/contract/verbs';
import { AIRFLOW_ROLES, REST_SINCE } from '../../lambda/contract/via';
import { checkTexts, wrongType } from '../checks/value-checks';
import type { MwaaCommandQueueProps } from '../mwaa-command-queue-props';

/** The way that commands go to Airflow. */
export enum Via {
  /** By Airflow's command line on the web server: every command, seconds each. */
  CLI = 'cli',

  /**
   * By Airflow's REST API through AWS (InvokeRestApi), and no other way: the runner's role may have no CLI token. What
   * has no form there is refused. Airflow 2.4.3 or later.
   */
  REST = 'rest',

  /** By REST what can, and by the command line all else. */
  AUTO = 'auto',
}

/** A role's name that means no other role in a policy. */
const ROLE_NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** Checks the way, and what it says together with other options. */
export function checkVia(props: MwaaCommandQueueProps): void {
  const { via = Via.CLI, airflowRole } = props;
  if (!Object.values(Via).includes(via)) throw wrongVia(via);
  checkTexts({ airflowRole });
  checkAirflowRole(airflowRole, via);
  if (via !== Via.REST) return;
  checkVersion(props.airflowVersion);
  checkVerbs(props.allowedCommands);
}

function wrongVia(via: unknown): Error {
  const give = `${Object.keys(Via)
    .map((name) => `Via.${name}`)
    .join(', ')}`;
  return typeof via === 'string'
    ? new Error(`via ${JSON.stringify(via)} is not allowed: give one of ${give}`)
    : wrongType('via', via, `one of ${give}`);
}

function checkAirflowRole(role: string | undefined, via: Via): void {
  if (role === undefined) return;
  if (via === Via.CLI) {
    throw new Error(
      'airflowRole is given without via: by the command line every command runs as an Airflow admin; give via, or leave airflowRole out',
    );
  }
  if (Token.isUnresolved(role) || ROLE_NAME.test(role)) return;
  throw new Error(
    `airflowRole ${JSON.stringify(role)} is not allowed: give ${AIRFLOW_ROLES.join(', ')} or the name of your own, 1 to 64 of A-Z a-z 0-9 _ . -`,
  );
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || Token.isUnresolved(version)) return;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = REST_SINCE.split('.').map(Number);
  if (major > sinceMajor || (major === sinceMajor && minor >= sinceMinor)) return;
  throw new Error(
    `airflowVersion is ${version} and via is Via.REST: AWS serves the REST API of Airflow 2.4.3 and later; give Via.CLI`,
  );
}

function checkVerbs(allowedCommands: readonly string[] | undefined): void {
  if (allowedCommands === undefined || Token.isUnresolved(allowedCommands)) return;
  const other = allowedCommands.find((verb) => !Token.isUnresolved(verb) && !VERBS[verb]?.rest);
  if (other === undefined) return;
  throw new Error(
    `allowedCommands has ${JSON.stringify(other)}, which Airflow's REST API does not have, and via is Via.REST: leave it out, or give Via.AUTO`,
  );
}

/** The role in Airflow that what goes by REST acts as: the least one that may do all that is allowed. */
export function airflowRoleOf({
  airflowRole,
  allowedCommands = [],
}: MwaaCommandQueueProps): string {
  const usesVariables = allowedCommands.some((verb) => verb.startsWith('variables '));
  return airflowRole ?? (usesVariables ? 'Op' : 'User');
}
