import type { AirflowVersion } from '../../contract/airflow-version';
import { isZonedTime } from '../../contract/zoned-time';
import type { Command } from '../command';
import { OTHER_ARGUMENTS, readArguments } from './arguments';
import { dagIsThere, noSuchDag } from './dag';
import { type Exchange, isSuccess, type RestRequest, succeeded } from './exchange';
import { pathOf } from './path';
import { printJson } from './print';
import { askForRun, runsAt } from './run';
import { refused } from './words';

/** `dags state` by REST: of the run of a date or, on Airflow 3, of a run id. */
export function stateByRest(command: Command, version: AirflowVersion): Exchange | string {
  const parsed = readArguments(command.args, {});
  const [dagId, run, ...more] = parsed?.positionals ?? [];
  if (dagId === undefined || run === undefined || more.length > 0) return OTHER_ARGUMENTS;
  if (!isZonedTime(run) && version.major < 3) {
    return 'on Airflow 2 it takes a date, in ISO 8601 with a time zone';
  }
  const target = isZonedTime(run)
    ? pathOf`/dags/${dagId}/dagRuns`
    : pathOf`/dags/${dagId}/dagRuns/${run}`;
  if ('fault' in target) return target.fault;
  const request = isZonedTime(run) ? runsAt(target.path, run, version) : askForRun(target.path);
  return tell(command, dagId, request);
}

function* tell(command: Command, dagId: string, request: RestRequest): Exchange {
  const answer = yield request;
  if (!isSuccess(answer) && answer.status !== 404) return refused(answer, command);
  const run = isSuccess(answer) ? runIn(answer.body) : undefined;
  if (run === undefined && !(yield* dagIsThere(dagId))) return noSuchDag(dagId);
  return succeeded(run === undefined ? 'None' : printState(run));
}

type Run = Readonly<Record<string, unknown>>;

/** An answer is a run, or a list of at most one. */
function runIn(body: unknown): Run | undefined {
  const { dag_runs: runs } = Object(body) as Run;
  const [run] = Array.isArray(runs) ? runs : [body];
  return run === undefined ? undefined : (Object(run) as Run);
}

function printState({ state, conf }: Run): string {
  const hasConf = Object.keys(Object(conf)).length > 0;
  return hasConf ? `${state}, ${printJson(conf)}` : `${state}`;
}
