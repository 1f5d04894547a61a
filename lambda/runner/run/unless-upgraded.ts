import { type AirflowVersion, isSameVersion } from '../../contract/airflow-version';
import { MINT_SECONDS } from '../../contract/limits';
import type { Outcome } from '../outcome';
import type { AirflowCli } from '../ports';

/**
 * Holds a command that came to nothing by the version that was believed, where the environment has another by now: it
 * is written anew for that. The version is kept for minutes, and an upgrade in place may come at any time.
 *
 * @param believed the version that the command was written for
 * @param until when the outcome must be known, in milliseconds since the epoch
 * @throws EnvironmentUnavailableError
 */
export async function unlessUpgraded(
  outcome: Outcome,
  believed: AirflowVersion,
  airflow: Pick<AirflowCli, 'version' | 'forgetVersion'>,
  until: number,
): Promise<Outcome> {
  if (!restsOnVersion(outcome)) return outcome;
  airflow.forgetVersion();
  if (Date.now() + MINT_SECONDS * 1000 > until) return outcome;
  const version = await airflow.version();
  if (isSameVersion(version, believed)) return outcome;
  const { major, minor } = version;
  return {
    outcome: 'held',
    reason: `the environment was upgraded to Airflow ${major}.${minor}, and the command was written for ${believed.major}.${believed.minor} (${outcome.reason})`,
    trouble: 'upgraded',
    mayHaveRun: false,
    via: outcome.via,
  };
}

type OfVersion = Extract<Outcome, { readonly outcome: 'refused' | 'failed' }>;

/** Nothing was run then, either way. */
function restsOnVersion(outcome: Outcome): outcome is OfVersion {
  if (outcome.outcome === 'failed') return outcome.failure === 'not-understood';
  return outcome.outcome === 'refused';
}
