import type { AirflowVersion } from '../../contract/airflow-version';
import type { Command } from '../command';
import { OTHER_ARGUMENTS, readArguments } from './arguments';
import { type Exchange, isSuccess, succeeded } from './exchange';
import { listRunsByRest } from './list-runs';
import { pauseByRest } from './pause';
import { stateByRest } from './state';
import { triggerByRest } from './trigger';
import {
  deleteVariableByRest,
  getVariableByRest,
  listVariablesByRest,
  setVariableByRest,
} from './variables';
import { refused } from './words';

/** How a verb goes by REST: its exchange with Airflow or, when this command has none, why. */
export type RestForm = (command: Command, version: AirflowVersion) => Exchange | string;

/** The verbs that go by REST, in today's spelling: those that are marked so among all verbs. */
export const REST_FORMS: Readonly<Record<string, RestForm>> = {
  'dags list-runs': listRunsByRest,
  'dags pause': pauseByRest(true),
  'dags state': stateByRest,
  'dags trigger': triggerByRest,
  'dags unpause': pauseByRest(false),
  'variables delete': deleteVariableByRest,
  'variables get': getVariableByRest,
  'variables list': listVariablesByRest,
  'variables set': setVariableByRest,
  version: versionByRest,
};

function versionByRest(command: Command): Exchange | string {
  return readArguments(command.args, {})?.positionals.length === 0 ? ask(command) : OTHER_ARGUMENTS;
}

function* ask(command: Command): Exchange {
  const answer = yield { method: 'GET', path: '/version' };
  if (!isSuccess(answer)) return refused(answer, command);
  const { version } = Object(answer.body) as Readonly<Record<string, unknown>>;
  return succeeded(`${version}`);
}
