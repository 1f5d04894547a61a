import { describe, expect, it } from 'vitest';
import { AnswerLostError } from '../../../../lambda/contract/errors';
import { exchangeOf, play } from '../../../support/rest-exchange';
import { argv, trigger } from '../../../support/run-command';

const PATH = '/dags/load/dagRuns';
const DATE = '2026-01-02T03:04:05Z';
const RUN = { dag_id: 'load', dag_run_id: 'r1', state: 'queued', note: null };

describe('a trigger by REST', () => {
  it.each([
    ['2.11.2', { dag_run_id: 'r1' }],
    ['3.3.1', { dag_run_id: 'r1', logical_date: null }],
  ])('on %s asks for a run without a date as that version wants it', (version, body) => {
    const { asked, reply } = play(trigger(), [{ body: RUN }], version);
    expect(asked).toStrictEqual([{ method: 'POST', path: PATH, body }]);
    expect(reply.verdict).toStrictEqual({ kind: 'succeeded' });
  });

  it('passes on its date and its conf, of which no digit changes', () => {
    const message = argv(
      'dags',
      'trigger',
      'load',
      '-r',
      'r1',
      '-e',
      DATE,
      '-c',
      '{"a":1.0,"b":[2]}',
    );
    const { asked } = play(message, [{ body: RUN }], '2.11.2');
    expect(JSON.stringify(asked[0]?.body)).toBe(
      `{"dag_run_id":"r1","conf":{"a":1.0,"b":[2]},"logical_date":"${DATE}"}`,
    );
  });

  it.each([
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00Z'],
    ['2026-01-02T03:04+01:00', '2026-01-02T03:04:00+01:00'],
    ['2026-01-02T03:04:05.678901-01:00', '2026-01-02T03:04:05.678901-01:00'],
  ])('of %s asks for that date with its seconds', (logicalDate, logical_date) => {
    const { asked } = play(trigger({ logicalDate }), [{ body: RUN }], '2.11.2');
    expect(asked[0]?.body).toHaveProperty('logical_date', logical_date);
  });

  it('prints the run as the CLI lists it: a list of one, spaced as Python spaces it', () => {
    const { reply } = play(trigger(), [{ body: { ...RUN, conf: { a: [], b: {} } } }]);
    expect(reply.answer.stdout).toBe(
      '[{"conf": {"a": [], "b": {}}, "dag_id": "load", "dag_run_id": "r1", "state": "queued"}]\n',
    );
  });

  it.each([{ ...RUN, dag_id: 'other' }, { ...RUN, dag_run_id: 'r2' }, {}, undefined, 'page'])(
    'that is answered with %j has an answer without sense',
    (body) => {
      expect(() => play(trigger(), [{ body }])).toThrow(
        new AnswerLostError(
          'Airflow answered HTTP 200, but not with run r1 of DAG load',
          'senseless',
        ),
      );
    },
  );

  it('of a DAG that Airflow does not know may wait for it', () => {
    const body = { detail: "DAG with dag_id: 'load' not found", title: 'DAG not found' };
    expect(play(trigger(), [{ status: 404, body }]).reply.verdict).toStrictEqual({
      kind: 'unknown-dag',
      reason: `${body.detail}. Check the DAG id, and that its file is in the environment and was parsed`,
    });
  });

  it.each([
    ["Invalid input for param count: 'two' is not of type 'integer'", 'mend the conf so that'],
    ["DAG with dag_id: 'load' has import errors", "mend the DAG's file"],
  ])('that fails with "%s" says what to do', (detail, remedy) => {
    const body = { detail: `${detail}\n\nFailed validating 'type' in schema` };
    const { verdict, answer } = play(trigger(), [{ status: 400, body }]).reply;
    expect(verdict.kind).toBe('failed');
    expect(answer.stderr).toContain('Failed validating');
    expect(verdict).toHaveProperty('reason', expect.stringMatching(`^${detail}. To do: ${remedy}`));
  });
});

describe('a trigger in the form of another version', () => {
  const missing = { loc: ['body', 'logical_date'], msg: 'Field required', type: 'missing' };
  it.each([
    ['2.11.2', { status: 422, body: { detail: [missing] } }],
    ['3.3.1', { status: 400, body: { detail: "{'logical_date': ['Field may not be null.']}" } }],
  ])('than the Airflow that answers, %s, is not understood', (version, answer) => {
    const { verdict } = play(trigger(), [answer], version).reply;
    expect(verdict).toMatchObject({
      kind: 'not-understood',
      reason: expect.stringMatching(/^Airflow did not understand the command: .*logical_date/),
    });
  });
});

const EXISTS = { status: 409, body: { detail: 'Unique constraint violation' } };
const DATE_TAKEN = {
  status: 409,
  body: {
    detail: `DAGRun with DAG ID: 'load' and DAGRun logical date: '2026-01-02 03:04:05+00:00' already exists`,
  },
};
const ID_TAKEN = {
  status: 409,
  body: { detail: "DAGRun with DAG ID: 'load' and DAGRun ID: 'r1' already exists" },
};
const LONG_ID = `r${'1'.repeat(60)}`;
const dated = (runId: string) => trigger({ runId, logicalDate: DATE });
const isThere = { status: 200, body: RUN };
const isNot = { status: 404, body: { detail: 'not found' } };
const runs = (...ids: string[]) => ({
  body: { dag_runs: ids.map((dag_run_id) => ({ dag_run_id })), total_entries: ids.length },
});

describe('a trigger whose run exists already', () => {
  it.each([
    [
      'its own on 3.3.1 without a date, where only the id can be taken',
      trigger(),
      [EXISTS],
      '3.3.1',
      'succeeded',
    ],
    ['its own on 2.11.2, which names the id', dated('r1'), [ID_TAKEN], '2.11.2', 'succeeded'],
    [
      'another’s on 2.11.2, in the same microsecond',
      trigger(),
      [DATE_TAKEN],
      '2.11.2',
      'run-exists',
    ],
    ['its own on 2.11.2, by its id', dated('r1'), [DATE_TAKEN, isThere], '2.11.2', 'succeeded'],
    ['another’s on 2.11.2, by its id', dated('r1'), [DATE_TAKEN, isNot], '2.11.2', 'run-exists'],
    ['its own on 3.3.1, by its id', dated('r1'), [EXISTS, isThere], '3.3.1', 'succeeded'],
    [
      'its own on 3.3.1, by its date',
      dated(LONG_ID),
      [EXISTS, runs(LONG_ID)],
      '3.3.1',
      'succeeded',
    ],
    ['another’s on 3.3.1, by its date', dated(LONG_ID), [EXISTS, runs('x')], '3.3.1', 'run-exists'],
    [
      'another’s on 2.11.2, where its date has none',
      dated(LONG_ID),
      [DATE_TAKEN, runs()],
      '2.11.2',
      'run-exists',
    ],
  ])('finds that run to be %s', (_title, message, answers, version, kind) => {
    expect(play(message, answers, version).reply.verdict.kind).toBe(kind);
  });

  it('is asked for by its id, or by its date when that makes too long a path', () => {
    expect(play(dated('r1'), [EXISTS, isThere]).asked[1]).toStrictEqual({
      method: 'GET',
      path: `${PATH}/r1`,
    });
    const byDate = (version: string, answer: object) =>
      play(dated(LONG_ID), [answer, runs()], version).asked[1];
    expect(byDate('3.3.1', EXISTS)).toStrictEqual({
      method: 'GET',
      path: PATH,
      query: { logical_date_gte: DATE, logical_date_lte: DATE, order_by: 'logical_date' },
    });
    expect(byDate('2.11.2', DATE_TAKEN)).toMatchObject({
      query: { execution_date_gte: DATE, execution_date_lte: DATE, order_by: 'execution_date' },
    });
  });

  it.each([
    ['the question is refused', dated('r1'), [EXISTS, { status: 400 }], '3.3.1'],
    ['a list is no list', dated(LONG_ID), [EXISTS, { body: 'page' }], '3.3.1'],
    ['neither words nor path tell', trigger({ runId: LONG_ID }), [EXISTS], '2.11.2'],
  ])('has lost its answer when %s', (_title, message, answers, version) => {
    expect(() => play(message, answers, version)).toThrow(AnswerLostError);
  });
});

describe('a trigger that cannot go by REST', () => {
  it.each([
    [
      'a path of 65 characters',
      trigger({ dagId: 'x'.repeat(51) }),
      /has 65 characters.*at most 64/,
    ],
    ['a DAG id outside ASCII', trigger({ dagId: 'größe' }), /"größe" has other characters/],
    ['a DAG id of dots alone', trigger({ dagId: '..' }), /"\.\." has other characters/],
    [
      'a number that no double holds',
      argv('dags', 'trigger', 'load', '-c', '{"id":12345678901234567890}'),
      /more digits than a double holds/,
    ],
  ])('is one with %s', (_title, message, why) => {
    expect(exchangeOf(message)).toMatch(why);
  });

  it('is none with a path of 64 characters', () => {
    expect(exchangeOf(trigger({ dagId: 'x'.repeat(50) }))).not.toBeTypeOf('string');
  });
});
