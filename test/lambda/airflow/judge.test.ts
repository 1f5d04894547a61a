import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../lambda/airflow/command';
import { failed, judge } from '../../../lambda/airflow/judge';

const TRIGGER = readCommand(
  { request: { form: 'trigger', trigger: { dagId: 'load', runId: 'r1' } } },
  'message-1',
);
const VARIABLE = readCommand({ request: { form: 'command', command: 'variables get k' } }, 'm');

const traceback = (exception: string) => ({
  stdout: '',
  stderr: `Traceback (most recent call last):\n  File "a.py", line 1, in run\n${exception}\n`,
});

describe('An exception', () => {
  it.each([
    ['ParamValidationError: 7 is no text', "mend the conf so that it fits the DAG's params"],
    ['ValueError: Invalid input for param n', "mend the conf so that it fits the DAG's params"],
    ['AirflowException: DAG has import errors', "mend the DAG's file"],
    ["ValueError: The run_id provided 'a b' does not match", 'choose another run id'],
    ["ValueError: The run ID 'a b' is invalid", 'choose another run id'],
    ["ValueError: 'scheduled__' is reserved for scheduled runs", 'choose another run id'],
    ['json.decoder.JSONDecodeError: Expecting value', 'send conf as a JSON object'],
    ['DagRunNotFound: DagRun for load with run_id r1', 'check the run id and the DAG id'],
    ['ValueError: Error parsing the supplied execution_date', 'check the run id and the DAG id'],
    ['EOFError: EOF when reading a line', 'add --yes'],
    ["OSError: [Errno 7] Argument list too long: 'airflow'", 'put large data into S3'],
  ])('that has a remedy is told with it: %s', (exception, remedy) => {
    expect(judge(VARIABLE, traceback(exception))).toStrictEqual({
      kind: 'failed',
      reason: expect.stringContaining(`${exception}. To do: ${remedy}`),
    });
  });

  it('without a remedy is told as it is', () => {
    expect(failed('ZeroDivisionError')).toStrictEqual({
      kind: 'failed',
      reason: 'ZeroDivisionError',
    });
  });

  it('is told whole up to 500 characters, and cut beyond', () => {
    const reason = 'x'.repeat(500);
    expect(failed(reason)).toStrictEqual({ kind: 'failed', reason });
    expect(failed(`${reason}x`)).toStrictEqual({ kind: 'failed', reason: `${reason}…` });
  });

  it.each([
    'DagRunAlreadyExists: A Dag Run already exists',
    'sqlalchemy.exc.MultipleResultsFound: Multiple rows were found',
    'IntegrityError: UNIQUE constraint failed: task.id',
    'IntegrityError: duplicate key of dag_run',
  ])('of a trigger that speaks of another run has that run asked for: %s', (exception) => {
    expect(judge(TRIGGER, traceback(exception)).kind).toBe('run-exists');
    expect(judge(VARIABLE, traceback(exception)).kind).toBe('failed');
  });

  it('of a trigger that speaks of another table has failed', () => {
    expect(judge(TRIGGER, traceback('IntegrityError: NOT NULL failed: log.id')).kind).toBe(
      'failed',
    );
  });
});

describe('A refusal in plain text', () => {
  it.each([
    'Variable k does not exist',
    'Dag load not found',
    'DAG: load does not exist in the database',
    'Connection c not found.',
    'Role Op does not exist',
    'Provider google not found',
    'Task t not found in load',
    'No such file or directory',
  ])('has failed: %s', (line) => {
    const answer = { stdout: '', stderr: `a warning\n${line}\nthe end\n` };
    expect(judge(VARIABLE, answer)).toStrictEqual({ kind: 'failed', reason: line });
  });

  it.each(['the Variable k does not exist', 'Variable k exists', 'There is No such file'])(
    'is none in other words: %s',
    (line) => {
      expect(judge(VARIABLE, { stdout: '', stderr: line }).kind).toBe('succeeded');
    },
  );
});

describe('A trigger that Airflow does not confirm', () => {
  it.each([
    ['its last words', 'first\nlast\n \n', 'last'],
    ['that it said nothing', ' \n', 'nothing'],
  ])('is told with %s', (_title, stdout, words) => {
    expect(judge(TRIGGER, { stdout, stderr: '' })).toStrictEqual({
      kind: 'unconfirmed',
      reason: `Airflow did not confirm run r1; it said: ${words}`,
    });
  });

  it.each([
    ['another DAG', '[{"dag_id": "other", "dag_run_id": "r1"}]'],
    ['another run', '[{"dag_id": "load", "dag_run_id": "r2"}]'],
    ['nothing', '[null]'],
    ['another DAG in words', 'Created <DagRun other @ 2026: r1, externally triggered: True>'],
    ['another run in words', 'Created <DagRun load @ 2026: r12, externally triggered: True>'],
  ])('may have been told of %s', (_title, stdout) => {
    expect(judge(TRIGGER, { stdout, stderr: '' }).kind).toBe('unconfirmed');
  });
});
