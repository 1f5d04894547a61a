import { DEFAULT_ALLOWED_COMMANDS } from '../../lambda/contract/verbs';
import type { Bench } from './faults/bench';
import { requesting } from './faults/calls';
import { unzip } from './recorded-output';

/** An environment whose commands go by REST where they can, the variables' too. */
export const REST_ENVIRONMENT = {
  via: 'auto',
  unknownDagPatience: 600,
  allowedCommands: [
    ...DEFAULT_ALLOWED_COMMANDS,
    'variables delete',
    'variables get',
    'variables list',
    'variables set',
  ],
};

/** A run of the DAG `orders`, whose id is the command's, too, unless there is more to say. */
export const trigger = (runId: string, more: object = {}) => ({
  id: runId,
  trigger: { dagId: 'orders', runId, ...more },
});

/** It on its way by REST. */
export const TRIGGERING = requesting(/^POST \/dags\/orders\/dagRuns$/);

/** Which way each command went, and what it printed. */
export async function results({ records }: Bench) {
  return (await records.commands()).map((record) =>
    record.state === 'ended' ? [record.via, unzip(record.stdout)] : [undefined, record.state],
  );
}
