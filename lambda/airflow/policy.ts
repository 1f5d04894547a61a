import { type AirflowVersion, isFrom } from '../contract/airflow-version';
import { RefusedCommandError } from '../contract/errors';
import { type Verb, verbNamed } from '../contract/verbs';
import type { SpelledCommand } from './dialects/types';

/**
 * Finds a verb that MWAA supports in some version of Airflow.
 *
 * @throws RefusedCommandError for any other
 */
export function supportedVerb(verb: string): Verb {
  const known = verbNamed(verb);
  if (known !== undefined) return known;
  throw new RefusedCommandError(
    `"${nameOf(verb)}" is no Airflow command that MWAA supports: check its spelling, or use the Airflow UI or REST API`,
  );
}

/**
 * Refuses a command that the deployment does not run, whoever sends it.
 *
 * @param verb in today's spelling, as are `allowedCommands`
 * @throws RefusedCommandError which names what it runs
 */
export function checkAllowed(verb: string, allowedCommands: readonly string[]): void {
  if (allowedCommands.includes(verb)) return;
  const slowness = verbNamed(verb)?.slow
    ? '; it usually runs longer than the minute that the web server waits'
    : '';
  throw new RefusedCommandError(
    `"${verb}" is not allowed here: allowed are ${allowedCommands.join(', ')}; have it added to allowedCommands by whoever deploys the queue${slowness}`,
  );
}

/** Only words that a command can have: what stands in their place may be a secret. */
function nameOf(verb: string): string {
  return verb
    .split(' ')
    .map((word) => (/^[a-z][a-z_-]{0,30}$/.test(word) ? word : '…'))
    .join(' ');
}

/**
 * Refuses a verb that MWAA does not support in this version of Airflow.
 *
 * @throws RefusedCommandError which names the versions that it needs
 */
export function checkVersion(verb: string, version: AirflowVersion): void {
  const known = verbNamed(verb);
  if (known === undefined || isSupported(known, version)) return;
  const needs =
    version.major === 1
      ? 'it came with 2.0'
      : `it needs ${known.since} or later${known.until === undefined ? '' : `, and ended with ${known.until}`}`;
  const instead = known.instead === undefined ? '' : `; use "${known.instead}"`;
  throw new RefusedCommandError(
    `"${verb}" is not supported by MWAA on Airflow ${version.major}.${version.minor}: ${needs}${instead}`,
  );
}

function isSupported({ since, until, v1 }: Verb, version: AirflowVersion): boolean {
  if (version.major === 1) return v1 !== undefined;
  return isFrom(version, since) && !(until !== undefined && isFrom(version, until));
}

/**
 * Refuses a command that would ask and wait for an answer that never comes.
 *
 * @throws RefusedCommandError
 */
export function checkAnswers({ verb, args }: SpelledCommand): void {
  const { answers, asksWith } = verbNamed(verb) ?? {};
  if (answers === undefined || answers.some((flag) => args.includes(flag))) return;
  if (asksWith !== undefined && !args.includes(asksWith)) return;
  throw new RefusedCommandError(
    `"${verb}" asks before it acts, and nobody is there to answer: add ${answers.at(-1)}`,
  );
}
