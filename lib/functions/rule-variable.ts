import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** All of a function's variables, in bytes (Lambda Developer Guide, "Lambda quotas"). */
export const MAX_VARIABLES_BYTES = 4096;

/** What the names of all variables, and the values of all but the longest, take at most, in bytes. */
export const OTHER_VARIABLES_BYTES = 1024;

/**
 * Writes the rule of a trigger for a variable of its function.
 *
 * @param what for example `upload trigger`
 * @throws Error when it is longer than the variable may be
 */
export function writeRule<Rule extends { readonly name: string }>(
  scope: Construct,
  what: string,
  rule: Rule,
): string {
  const bytes = Buffer.byteLength(JSON.stringify(rule));
  const most = MAX_VARIABLES_BYTES - OTHER_VARIABLES_BYTES;
  if (bytes > most) {
    throw new Error(
      `${what} ${JSON.stringify(rule.name)} has options of ${bytes} bytes as JSON: at most ${most} fit into its function's variables; keep in the DAG what is always the same`,
    );
  }
  // Not JSON.stringify: what is known only at deployment may need escaping, and may be no text.
  return Stack.of(scope).toJsonString(rule);
}
