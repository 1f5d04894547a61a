import { Token } from 'aws-cdk-lib';
import { VERBS } from '../lambda/contract/verbs';

/** MWAA's own rule (API reference, CreateEnvironment). A name known only at deployment passes. */
export function checkEnvironmentName(name: string): void {
  if (Token.isUnresolved(name) || /^[A-Za-z][0-9A-Za-z_-]{0,79}$/.test(name)) return;
  throw new Error(
    `environmentName ${JSON.stringify(name)} is not allowed: use 1 to 80 of A-Z a-z 0-9 _ -, the first a letter`,
  );
}

/** The versions whose command line the runner knows. */
export function checkAirflowVersion(version: string | undefined): void {
  if (version === undefined || Token.isUnresolved(version)) return;
  if (/^(1\.10|[23]\.\d{1,2})(\.\d+)?$/.test(version)) return;
  throw new Error(
    `airflowVersion ${JSON.stringify(version)} is not supported: give 1.10.x, 2.x or 3.x, for example "2.11.2"`,
  );
}

/** Each must be a verb that MWAA supports in some version. */
export function checkAllowedCommands(allowedCommands: readonly string[]): void {
  if (allowedCommands.length === 0) {
    throw new Error('allowedCommands is empty: name at least one verb, for example "dags trigger"');
  }
  const unknown = allowedCommands.find((verb) => !(verb in VERBS));
  if (unknown === undefined) return;
  throw new Error(
    `allowedCommands has ${JSON.stringify(unknown)}, which MWAA does not support: allowed are ${Object.keys(VERBS).join(', ')}`,
  );
}
