import { type Duration, Token } from 'aws-cdk-lib';
import { findVersion, KNOWN_VERSIONS } from '../lambda/contract/airflow-version';
import { MAX_UNKNOWN_DAG_PATIENCE_SECONDS } from '../lambda/contract/limits';
import { VERBS, verbNamed } from '../lambda/contract/verbs';
import { checkEnvironmentName } from './checks/names';
import {
  checkFlags,
  checkList,
  checkRange,
  checkTexts,
  type Range,
  secondsOf,
} from './checks/value-checks';
import { checkVia } from './commands/via';
import type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
import { checkNetwork } from './network/network-checks';
import { checkManifestRetention } from './uploads/upload-stores';

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

/** The versions whose command line the runner knows. */
function checkAirflowVersion(version: string | undefined): void {
  if (version === undefined || Token.isUnresolved(version)) return;
  if (/^\d+\.\d+(\.\d+)?$/.test(version) && findVersion(version) !== undefined) return;
  throw new Error(
    `airflowVersion ${JSON.stringify(version)} is not supported: give ${KNOWN_VERSIONS}, for example "2.11.2"`,
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

const PATIENCE: Range = {
  least: 0,
  most: MAX_UNKNOWN_DAG_PATIENCE_SECONDS,
  unit: 'seconds',
  takesParts: true,
};

function checkPatience(patience: Duration | undefined): void {
  if (patience === undefined) return;
  const name = 'unknownDagPatience';
  checkRange(name, secondsOf(name, patience), PATIENCE);
}
