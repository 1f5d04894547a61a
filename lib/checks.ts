import { type Duration, Token } from 'aws-cdk-lib';
import { faultOfDagId } from '../lambda/contract/dag-id';
import { VERBS, verbNamed } from '../lambda/contract/verbs';
import { checkFlags, checkList, checkText, checkTexts, secondsOf } from './checks/value-checks';
import { checkVia } from './commands/via';
import type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
import { checkNetwork } from './network/network-checks';
import { checkManifestRetention } from './uploads/upload-stores';

/** MWAA's own rule for environment names (API reference, CreateEnvironment). */
export const ENVIRONMENT_NAME = {
  pattern: /^[A-Za-z][0-9A-Za-z_-]{0,79}$/,
  rule: 'use 1 to 80 of A-Z a-z 0-9 _ -, the first a letter',
} as const;

/** Checks what no part of the queue checks itself. */
export function checkProps(props: MwaaCommandQueueProps): void {
  const { airflowVersion, createVpcEndpoints, dashboard } = props;
  checkEnvironmentName(props.environmentName);
  checkTexts({ airflowVersion });
  checkFlags({ createVpcEndpoints, dashboard });
  checkAirflowVersion(airflowVersion);
  checkAllowedCommands(props.allowedCommands);
  checkPatience(props.unknownDagPatience);
  checkManifestRetention(props.uploadManifestRetention);
  checkNetwork(props);
  checkVia(props);
}

/** A name known only at deployment passes. */
export function checkEnvironmentName(name: string): void {
  checkText('environmentName', name);
  if (Token.isUnresolved(name) || ENVIRONMENT_NAME.pattern.test(name)) return;
  throw new Error(
    `environmentName ${JSON.stringify(name)} is not allowed: ${ENVIRONMENT_NAME.rule}`,
  );
}

/** The versions whose command line the runner knows. */
function checkAirflowVersion(version: string | undefined): void {
  if (version === undefined || Token.isUnresolved(version)) return;
  if (/^(1\.10|[23]\.\d{1,2})(\.\d+)?$/.test(version)) return;
  throw new Error(
    `airflowVersion ${JSON.stringify(version)} is not supported: give 1.10.x, 2.x or 3.x, for example "2.11.2"`,
  );
}

/** Each must be a verb that MWAA supports in some version. */
function checkAllowedCommands(allowedCommands: readonly string[] | undefined): void {
  if (allowedCommands === undefined || Token.isUnresolved(allowedCommands)) return;
  checkList('allowedCommands', allowedCommands);
  if (allowedCommands.length === 0) {
    throw new Error('allowedCommands is empty: name at least one verb, for example "dags trigger"');
  }
  const unknown = allowedCommands.find(
    (verb) => !Token.isUnresolved(verb) && verbNamed(verb) === undefined,
  );
  if (unknown === undefined) return;
  throw new Error(
    `allowedCommands has ${JSON.stringify(unknown)}, which MWAA does not support: allowed are ${Object.keys(VERBS).join(', ')}`,
  );
}

/** What the runner would refuse for every event is refused at synth. */
export function checkDagId(dagId: string): void {
  checkText('dagId', dagId);
  const fault = Token.isUnresolved(dagId) ? undefined : faultOfDagId(dagId);
  if (fault !== undefined) throw new Error(fault);
}

/** Longer than a day is no new DAG file, and nothing behind the trigger runs so long. */
function checkPatience(patience: Duration | undefined): void {
  if (patience === undefined) return;
  const seconds = secondsOf('unknownDagPatience', patience);
  if (seconds <= 86_400) return;
  throw new Error(`unknownDagPatience is ${seconds} seconds: it must be 0 to 86400 seconds`);
}

/** Whether what stands in braces is CDK's own: it writes what is known only at deployment as `${Token[…]}`. */
export function isTokenName(name: string): boolean {
  return Token.isUnresolved(`\${${name}}`);
}
