import { parseVersion } from '../contract/airflow-version';
import { RUNNER_VARIABLES, requireVariable } from '../contract/environment-variables';
import type { SenderGroup } from '../contract/senders';
import { parseVia } from '../contract/via';

/** What the construct tells the runner. */
export function readSettings(variables: NodeJS.ProcessEnv) {
  const required = (name: keyof typeof RUNNER_VARIABLES) =>
    requireVariable(variables, RUNNER_VARIABLES[name]);
  const version = variables[RUNNER_VARIABLES.airflowVersion];
  const senders = variables[RUNNER_VARIABLES.senders];
  return {
    environmentName: required('environmentName'),
    queueUrl: required('queueUrl'),
    deadLetterQueueUrl: required('deadLetterQueueUrl'),
    recordsTable: required('recordsTable'),
    recordsRetentionDays: Number(required('recordsRetentionDays')),
    allowedCommands: required('allowedCommands').split(','),
    senders: senders === undefined ? undefined : (JSON.parse(senders) as readonly SenderGroup[]),
    commandTimeoutMs: Number(required('commandTimeoutMs')),
    unknownDagPatienceMs: Number(required('unknownDagPatienceMs')),
    airflowVersion: version === undefined ? undefined : parseVersion(version),
    via: parseVia(variables[RUNNER_VARIABLES.via] ?? 'cli'),
    airflowRole: variables[RUNNER_VARIABLES.airflowRole] ?? 'User',
    webServerAddress: variables[RUNNER_VARIABLES.webServerAddress],
  };
}
