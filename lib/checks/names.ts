import { Token } from 'aws-cdk-lib';
import { faultOfDagId } from '../../lambda/contract/dag-id';
import { checkText } from './value-checks';

/** MWAA's own rule for environment names (API reference, CreateEnvironment). */
export const ENVIRONMENT_NAME = {
  pattern: /^[A-Za-z][0-9A-Za-z_-]{0,79}$/,
  rule: 'use 1 to 80 of A-Z a-z 0-9 _ -, the first a letter',
} as const;

/** AWS's form of an account's id. */
export const ACCOUNT = {
  pattern: /^\d{12}$/,
  rule: 'give the 12 digits of an AWS account',
} as const;

/** A name known only at deployment passes. */
export function checkEnvironmentName(name: string): void {
  checkText('environmentName', name);
  if (Token.isUnresolved(name) || ENVIRONMENT_NAME.pattern.test(name)) return;
  throw new Error(
    `environmentName ${JSON.stringify(name)} is not allowed: ${ENVIRONMENT_NAME.rule}`,
  );
}

/** What the runner would refuse for every event is refused at synth. */
export function checkDagId(dagId: string): void {
  checkText('dagId', dagId);
  const fault = Token.isUnresolved(dagId) ? undefined : faultOfDagId(dagId);
  if (fault !== undefined) throw new Error(fault);
}

/** Whether what stands in braces is CDK's own: it writes what is known only at deployment as `${Token[…]}`. */
export function isTokenName(name: string): boolean {
  return Token.isUnresolved(`\${${name}}`);
}
