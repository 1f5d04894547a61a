import { expect } from 'vitest';
import type { AirflowVersion } from '../../../../local/mwaa/model/version';
import { PARAMS_DAG } from '../../dags';
import { byApi, invalid, ok, okInBoth, problem, refusal, trigger, triggerAs } from '../answers';
import type { ExpectedAnswer, RestCase } from '../types';

const DAG_ID = 'example_dag';

/** Since 3.2 Airflow no longer says which key of a run is taken. */
const taken =
  (key: 'logical_date' | 'run_id', detail: string) =>
  (version: AirflowVersion): ExpectedAnswer => {
    if (version.major === 2) return problem(409, detail);
    const reason = 'Unique constraint violation';
    const told = version.atLeast('3.2') ? 'hidden' : expect.stringContaining(key);
    return refusal(409, { reason, orig_error: told });
  };

const existing = (runId: string) =>
  `DAGRun with DAG ID: '${DAG_ID}' and DAGRun ID: '${runId}' already exists`;

const existingDate = (date: string) =>
  `DAGRun with DAG ID: '${DAG_ID}' and DAGRun logical date: '${date}' already exists`;

const dated = (runId: string, date: string) => trigger({ dag_run_id: runId, logical_date: date });
const run = (runId: string, logicalDate?: string) => ({
  dagId: DAG_ID,
  runId,
  ...(logicalDate && { logicalDate }),
});

export const CLASH_CASES: readonly RestCase[] = [
  {
    name: 'a trigger with the run id of another run',
    setup: [trigger({ dag_run_id: 'rest-twice' })],
    ask: trigger({ dag_run_id: 'rest-twice', conf: { a: 1 } }),
    answer: taken('run_id', existing('rest-twice')),
    newRuns: [run('rest-twice')],
  },
  {
    name: 'a trigger with the run id of another run, and a conf that breaks the params',
    setup: [trigger({ dag_run_id: 'rest-both' }, PARAMS_DAG)],
    ask: trigger({ dag_run_id: 'rest-both', conf: { count: 'two' } }, PARAMS_DAG),
    answer: byApi(
      problem(409, existing('rest-both').replace(DAG_ID, PARAMS_DAG)),
      refusal(400, expect.stringMatching(/^Invalid input for param count/)),
    ),
    newRuns: [{ dagId: PARAMS_DAG, runId: 'rest-both' }],
  },
  {
    name: 'a trigger with a logical date has it',
    ask: dated('rest-dated', '2026-02-01T03:04:05.5Z'),
    answer: okInBoth({
      logical_date: expect.stringMatching(/^2026-02-01T03:04:05.500000(?:Z|\+00:00)$/),
    }),
    newRuns: [run('rest-dated', '2026-02-01T03:04:05')],
  },
  {
    name: 'a trigger with a logical date by its name in Airflow 1',
    ask: trigger({ dag_run_id: 'rest-old-name', execution_date: '2026-02-05T03:04:05Z' }),
    answer: byApi(
      ok({ logical_date: '2026-02-05T03:04:05+00:00' }),
      invalid(['body', 'execution_date'], 'extra_forbidden', 'Extra inputs are not permitted'),
    ),
    newRuns: ({ major }) => (major >= 3 ? [] : [run('rest-old-name', '2026-02-05T03:04:05')]),
  },
  {
    name: 'a trigger with the logical date of another run',
    setup: [dated('rest-date-one', '2026-02-02T03:04:05Z')],
    ask: dated('rest-date-two', '2026-02-02T04:04:05+01:00'),
    // In the zone in which it was asked for.
    answer: taken('logical_date', existingDate('2026-02-02 04:04:05+01:00')),
    newRuns: [run('rest-date-one')],
  },
  {
    name: 'a trigger with run id and logical date of the same run',
    setup: [dated('rest-same', '2026-02-03T03:04:05Z')],
    ask: dated('rest-same', '2026-02-03T03:04:05Z'),
    // SQLite names the date first, PostgreSQL the run id.
    answer: (version) =>
      version.major === 2
        ? problem(409, existingDate('2026-02-03 03:04:05+00:00'))
        : refusal(409, { reason: 'Unique constraint violation' }),
    newRuns: [run('rest-same')],
  },
  {
    name: 'a logical date of a trigger that is null',
    ask: trigger({ dag_run_id: 'rest-null', logical_date: null }),
    answer: byApi(
      problem(400, "{'logical_date': ['Field may not be null.']}"),
      ok({ dag_run_id: 'rest-null', logical_date: null }),
    ),
    newRuns: ({ major }) => (major >= 3 ? [run('rest-null')] : []),
  },
  {
    name: 'a trigger without a logical date',
    ask: triggerAs('{"dag_run_id":"rest-no-date"}'),
    answer: byApi(
      ok({ logical_date: expect.stringMatching(/^2\d{3}-/) }),
      invalid(['body', 'logical_date'], 'missing', 'Field required'),
    ),
    newRuns: ({ major }) => (major >= 3 ? [] : [run('rest-no-date')]),
  },
  {
    name: 'a logical date of a trigger without a zone',
    ask: dated('rest-zone', '2026-02-04T03:04:05'),
    answer: byApi(
      problem(400, "'2026-02-04T03:04:05' is not a 'date-time' - 'logical_date'"),
      invalid(['body', 'logical_date'], 'timezone_aware', 'Input should have timezone info'),
    ),
  },
  {
    name: 'a logical date of a trigger without seconds',
    ask: dated('rest-no-seconds', '2026-02-05T03:04Z'),
    answer: byApi(
      problem(400, "'2026-02-05T03:04Z' is not a 'date-time' - 'logical_date'"),
      ok({ logical_date: '2026-02-05T03:04:00Z' }),
    ),
    newRuns: ({ major }) => (major >= 3 ? [run('rest-no-seconds')] : []),
  },
  {
    name: 'a logical date of a trigger that is none',
    ask: dated('rest-no-such-date', 'tomorrow'),
    answer: byApi(
      problem(400, "'tomorrow' is not a 'date-time' - 'logical_date'"),
      invalid(
        ['body', 'logical_date'],
        'datetime_from_date_parsing',
        'Input should be a valid datetime or date, input is too short',
      ),
    ),
  },
];
