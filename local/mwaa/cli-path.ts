import type { Answer } from '../calls';
import { AirflowVersion } from './model/version';

/**
 * What the web server answers to a path that is not its command line's.
 *
 * @param version Airflow's, for example `2.11.2`
 * @returns nothing where it is the command line's
 */
export function answerElsewhere(path: string | undefined, version: string): Answer | undefined {
  const hasSlash = new AirflowVersion(version).atLeast('3.0');
  const cliPath = hasSlash ? '/aws_mwaa/cli/' : '/aws_mwaa/cli';
  if (path === cliPath) return undefined;
  if (hasSlash && `${path}/` === cliPath) return { status: 307, headers: { location: cliPath } };
  return { status: 404, body: 'Not Found' };
}
