import { troubleError } from '../exit';
import type { Deployment } from './deployment';

/** What tells the deployment that is meant. */
export interface Wanted {
  readonly stack?: string | undefined;
  readonly environment?: string | undefined;
}

/**
 * Those that are meant: all, where nothing is said.
 *
 * @param where what was looked at, for the error
 * @throws CliError when there is none such
 */
export function choose(
  found: readonly Deployment[],
  wanted: Wanted,
  where: string,
): readonly Deployment[] {
  const { stack, environment } = wanted;
  const chosen = found.filter(
    ({ stackName, environmentName }) =>
      (stack === undefined || stackName === stack) &&
      (environment === undefined || environmentName === environment),
  );
  if (chosen.length > 0) return chosen;
  const what = [
    ...(stack === undefined ? [] : [`named ${JSON.stringify(stack)}`]),
    ...(environment === undefined ? [] : [`of the environment ${JSON.stringify(environment)}`]),
  ].join(' ');
  const there =
    found.length === 0
      ? 'deploy one, or look at the region and the profile'
      : `there are ${found.map(describe).join(', ')}`;
  throw troubleError(`${where} has no stack of mwaa-cli-queue${what && ` ${what}`}: ${there}`);
}

/**
 * The one that is meant.
 *
 * @throws CliError when there are none or several
 */
export function chooseOne(found: readonly Deployment[], wanted: Wanted, where: string): Deployment {
  const [one, ...others] = choose(found, wanted, where);
  if (one !== undefined && others.length === 0) return one;
  throw troubleError(
    `${where} has more than one stack of mwaa-cli-queue: name one by --stack or --environment, of ${found.map(describe).join(', ')}`,
  );
}

function describe({ stackName, environmentName }: Deployment): string {
  return `${stackName} (${environmentName})`;
}
