import type { Verdict } from '../../../lambda/airflow/judge';

/** What is to be made of one recorded answer. */
export interface ExpectedVerdict {
  readonly kind: Verdict['kind'];
  /** What a person must find in the reason. */
  readonly reason?: RegExp;
}

/** By version where Airflow 2 and 3 gave answers that mean different things. */
type Expectation =
  | ExpectedVerdict
  | { readonly v2?: ExpectedVerdict; readonly v3: ExpectedVerdict };

const succeeded: ExpectedVerdict = { kind: 'succeeded' };
const failed = (reason: RegExp): ExpectedVerdict => ({ kind: 'failed', reason });
const unknownDag = (reason: RegExp): ExpectedVerdict => ({ kind: 'unknown-dag', reason });
const runExists = (reason: RegExp): ExpectedVerdict => ({ kind: 'run-exists', reason });
const notUnderstood = (reason: RegExp): ExpectedVerdict => ({ kind: 'not-understood', reason });

const unconfirmed: ExpectedVerdict = { kind: 'unconfirmed', reason: /did not confirm run/ };
const needsDagId = notUnderstood(/required: -d\/--dag-id/);
const unknownOption = notUnderstood(/unrecognized arguments: -d/);
const noDate = notUnderstood(/invalid parse value/);
const noDag = failed(/no_such_dag/);
const noRun = failed(/not found|no-such-run|run-json/);

/** What the answers mean, by the name of their recording. */
const EXPECTED: Readonly<Record<string, Expectation>> = {
  'dags-list': succeeded,
  'delete-asks': failed(/--yes/),
  'delete-unknown-dag': unknownDag(/DagNotFound.*no_such_dag not found.*check the DAG id/i),
  'delete-yes': succeeded,
  empty: notUnderstood(/required: GROUP_OR_COMMAND/),
  help: succeeded,
  'list-runs-option': { v2: succeeded, v3: unknownOption },
  'list-runs-option-success': { v2: succeeded, v3: unknownOption },
  'list-runs-option-unknown-dag': { v2: noDag, v3: unknownOption },
  'list-runs-positional': { v2: needsDagId, v3: succeeded },
  'list-runs-positional-success': { v2: needsDagId, v3: succeeded },
  'list-runs-positional-unknown-dag': { v2: needsDagId, v3: noDag },
  'name-of-airflow-1': notUnderstood(/trigger_dag/),
  'no-command': notUnderstood(/required: COMMAND/),
  pause: succeeded,
  'pause-again': succeeded,
  'pause-json': succeeded,
  // Word for word what Airflow says of a DAG that is paused already: the answer alone cannot tell.
  'pause-unknown-dag': succeeded,
  'same-second-1': succeeded,
  // Airflow 2 takes another run of that second for the one that was asked for.
  'same-second-2': { v2: runExists(/DagRunAlreadyExists/), v3: succeeded },
  'same-second-microseconds-1': succeeded,
  'same-second-microseconds-2': succeeded,
  'state-bad-date': { v2: noDate, v3: succeeded },
  'state-date': succeeded,
  'state-missing': succeeded,
  'state-run-id': { v2: noDate, v3: succeeded },
  'state-run-id-success': { v2: noDate, v3: succeeded },
  'task-states-json': succeeded,
  'task-states-missing-date': failed(/DagRunNotFound.*2020-01-01/),
  'task-states-missing-run': noRun,
  'task-states-success': succeeded,
  'task-states-table': succeeded,
  'task-states-unknown-dag': noRun,
  'trigger-bad-run-id': failed(/a b\/c.*\^\[A-Za-z0-9_\.~:\+-\]\+\$/),
  'trigger-conf-invalid-json': failed(/JSONDecodeError/),
  'trigger-conf-list': { v2: failed(/TypeError/), v3: failed(/must be a JSON object/) },
  'trigger-conf-string': { v2: failed(/ValueError/), v3: failed(/must be a JSON object/) },
  'trigger-date': succeeded,
  'trigger-date-clash': {
    v2: runExists(/DagRunAlreadyExists/),
    v3: runExists(/IntegrityError.*dag_run/),
  },
  // The answer names a run that Airflow made an id for, so nothing proves the one asked for.
  'trigger-empty-run-id': unconfirmed,
  'trigger-exec-date': { v3: notUnderstood(/unrecognized arguments: -e/) },
  'trigger-exists-json': runExists(/DagRunAlreadyExists.*run-json/),
  'trigger-exists-microseconds': runExists(/DagRunAlreadyExists.*run-us/),
  'trigger-exists-success': runExists(/DagRunAlreadyExists.*run-success/),
  'trigger-exists-table': runExists(/DagRunAlreadyExists.*run-table/),
  'trigger-json': succeeded,
  'trigger-json-microseconds': succeeded,
  'trigger-no-dag': notUnderstood(/required: dag_id/),
  'trigger-no-run-id': unconfirmed,
  'trigger-params-invalid': failed(/param count.*not of type 'integer'.*conf/s),
  'trigger-params-valid': succeeded,
  'trigger-paused': succeeded,
  // Forms that the runner never asks for: they wrap and cut what they name, so they prove nothing.
  'trigger-plain': unconfirmed,
  'trigger-table': unconfirmed,
  'trigger-table-long-id': unconfirmed,
  'trigger-yaml': unconfirmed,
  'trigger-reserved-run-id': { v2: succeeded, v3: failed(/reserved for scheduled runs/) },
  'trigger-run-id-too-long': succeeded,
  'trigger-success': succeeded,
  'trigger-two-runs-match': runExists(/MultipleResultsFound/),
  'trigger-unknown-dag': unknownDag(/no_such_dag not found.*check the DAG id/i),
  'trigger-unknown-flag': notUnderstood(/unrecognized arguments: --frobnicate/),
  'unknown-command': notUnderstood(/invalid choice: 'frobnicate'/),
  'unknown-group': notUnderstood(/invalid choice: 'frobnicate'/),
  unpause: succeeded,
  'unpause-again': succeeded,
  'unpause-unknown-dag': succeeded,
  'variables-delete': succeeded,
  'variables-delete-missing': succeeded,
  'variables-get': succeeded,
  'variables-get-default': succeeded,
  'variables-get-missing': failed(/no_such_variable does not exist/),
  'variables-list': succeeded,
  'variables-list-empty': succeeded,
  'variables-set': succeeded,
  version: succeeded,
};

export const EXPECTED_NAMES: readonly string[] = Object.keys(EXPECTED);

/** @returns nothing for a recording that nobody has judged by hand */
export function expectedVerdict(version: string, name: string): ExpectedVerdict | undefined {
  const expected = EXPECTED[name];
  if (expected === undefined || 'kind' in expected) return expected;
  return version.startsWith('2.') ? expected.v2 : expected.v3;
}
