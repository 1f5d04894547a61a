import type { AirflowVersion } from '../../contract/airflow-version';
import { AnswerLostError } from '../../contract/errors';
import { hasInexactNumber, parseExactJson } from '../../contract/json';
import type { Command } from '../command';
import type { Trigger } from '../dialects/types';
import { failed, notUnderstood, shorten, unknownDag, type Verdict } from '../judge';
import { type Exchange, isSuccess, type RestAnswer, type RestRequest, succeeded } from './exchange';
import { type Path, pathOf } from './path';
import { pick, printJson } from './print';
import { askForRun, runsAt, withSeconds } from './run';
import { firstLine, refused, reply, wordsOf } from './words';

/** What the CLI prints of a run that it created, in its order (2.11 and 3.3, of which each has all but one). */
const PRINTED = [
  'conf',
  'dag_id',
  'dag_run_id',
  'data_interval_start',
  'data_interval_end',
  'end_date',
  'external_trigger',
  'last_scheduling_decision',
  'logical_date',
  'run_type',
  'start_date',
  'state',
  'triggering_user_name',
];

/** `dags trigger` by REST. */
export function triggerByRest(command: Command, version: AirflowVersion): Exchange | string {
  const { trigger } = command;
  if (trigger === undefined) return 'it is no trigger';
  const target = pathOf`/dags/${trigger.dagId}/dagRuns`;
  if ('fault' in target) return target.fault;
  if (trigger.conf !== undefined && hasInexactNumber(trigger.conf)) {
    return 'its conf has a number of more digits than a double holds, which InvokeRestApi, a JSON document on its way through AWS, does not promise to keep';
  }
  return start(command, trigger, target.path, version);
}

function* start(
  command: Command,
  trigger: Trigger,
  path: string,
  version: AirflowVersion,
): Exchange {
  const answer = yield { method: 'POST', path, body: bodyOf(trigger, version) };
  if (isSuccess(answer)) return succeeded(printRun(answer, trigger));
  if (answer.status === 409) return yield* settle(answer, trigger, path, version);
  return refused(answer, command, answer.status === 404 ? unknownDag : readRefusal);
}

/** How Airflow 3 refuses Airflow 2's form of a trigger without a date, and 2 that of 3. */
const OTHER_FORM =
  /^body\.logical_date: Field required|^\{'logical_date': \['Field may not be null/;

function readRefusal(words: string): Verdict {
  return OTHER_FORM.test(words) ? notUnderstood(words) : failed(words);
}

/** Airflow 3 wants the date also where there is none; Airflow 2 takes no null. */
function bodyOf({ runId, conf, logicalDate }: Trigger, { major }: AirflowVersion) {
  const date = logicalDate === undefined ? null : withSeconds(logicalDate);
  return {
    dag_run_id: runId,
    ...(conf === undefined ? {} : { conf: parseExactJson(conf) }),
    ...(date === null && major < 3 ? {} : { logical_date: date }),
  };
}

/** The run as the CLI lists it: but only when it is ours. */
function printRun({ status, body }: RestAnswer, { dagId, runId }: Trigger): string {
  const run = Object(body) as Readonly<Record<string, unknown>>;
  if (run.dag_id === dagId && run.dag_run_id === runId) return printJson([pick(run, PRINTED)]);
  throw new AnswerLostError(
    `Airflow answered HTTP ${status}, but not with run ${runId} of DAG ${dagId}`,
    'senseless',
  );
}

/** "Already exists" is said of a run id and of a date: only when our run is there has the trigger succeeded. */
function* settle(
  answer: RestAnswer,
  trigger: Trigger,
  path: string,
  version: AirflowVersion,
): Exchange {
  const words = wordsOf(answer) ?? 'already exists';
  const isOurs = wordsTell(words, trigger, version) ?? (yield* lookFor(trigger, path, version));
  return reply(
    words,
    isOurs ? { kind: 'succeeded' } : { kind: 'run-exists', reason: shorten(firstLine(words)) },
  );
}

/** @returns nothing when the words leave it open */
function wordsTell(
  words: string,
  { runId, logicalDate }: Trigger,
  { major }: AirflowVersion,
): boolean | undefined {
  // Without a date, which nothing in Airflow 3 makes up, only the run id can be there already.
  if (major >= 3 && logicalDate === undefined) return true;
  // Airflow 2 names the run id only when the date is another one.
  if (words.includes(`DAGRun ID: '${runId}'`)) return true;
  // A run of ours has the date of when it was first asked for, not that of now.
  return logicalDate === undefined && words.includes('logical date') ? false : undefined;
}

/** By its id if the path has room for it, else among the runs of its date, which one run has at most. */
function* lookFor(
  trigger: Trigger,
  path: string,
  version: AirflowVersion,
): Generator<RestRequest, boolean, RestAnswer> {
  const { dagId, runId, logicalDate } = trigger;
  const byId: Path = pathOf`/dags/${dagId}/dagRuns/${runId}`;
  if ('path' in byId) {
    const answer = yield askForRun(byId.path);
    if (isSuccess(answer) || answer.status === 404) return isSuccess(answer);
  } else if (logicalDate !== undefined) {
    const answer = yield runsAt(path, logicalDate, version);
    const { dag_runs: runs } = Object(answer.body) as Readonly<Record<string, unknown>>;
    if (Array.isArray(runs)) return runs.some((run) => Object(run).dag_run_id === runId);
  }
  throw new AnswerLostError(`Airflow does not tell whether run ${runId} is there`, 'senseless');
}
