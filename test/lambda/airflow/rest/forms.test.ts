import { describe, expect, it } from 'vitest';
import { REST_FORMS } from '../../../../lambda/airflow/rest/forms';
import { VERBS } from '../../../../lambda/contract/verbs';
import { exchangeOf, play } from '../../../support/rest-exchange';
import { argv } from '../../../support/run-command';

const NOT_FOUND = { status: 404, body: { detail: 'not found' } };

it('The verbs that are said to go by REST are those that do', () => {
  const said = Object.keys(VERBS).filter((verb) => VERBS[verb]?.rest);
  expect(Object.keys(REST_FORMS).toSorted()).toStrictEqual(said.toSorted());
});

describe('pause and unpause by REST', () => {
  it.each([
    ['pause', true, 'True'],
    ['unpause', false, 'False'],
  ])('%s one DAG', (verb, is_paused, printed) => {
    const { asked, reply } = play(argv('dags', verb, 'load', '-y', '-o', 'json'), [{}]);
    expect(asked).toStrictEqual([{ method: 'PATCH', path: '/dags/load', body: { is_paused } }]);
    expect(reply.answer.stdout).toBe(`[{"dag_id": "load", "is_paused": "${printed}"}]\n`);
  });

  it('tell an unknown DAG, and fail otherwise', () => {
    expect(play(argv('dags', 'pause', 'x'), [NOT_FOUND]).reply.verdict.kind).toBe('unknown-dag');
    const { verdict } = play(argv('dags', 'pause', 'x'), [{ status: 400, body: {} }]).reply;
    expect(verdict.kind).toBe('failed');
  });

  it.each([
    ['a pattern', argv('dags', 'pause', 'load', '--treat-dag-id-as-regex', '--yes')],
    ['two DAGs', argv('dags', 'pause', 'load', 'other')],
    ['no DAG', argv('dags', 'pause')],
    ['a long DAG id', argv('dags', 'pause', 'x'.repeat(60))],
  ])('have no form for %s', (_title, message) => {
    expect(exchangeOf(message)).toBeTypeOf('string');
  });
});

describe('variables by REST', () => {
  const set = (...args: string[]) => argv('variables', 'set', 'greeting', ...args);

  it('are changed where they are there, else created', () => {
    const body = { key: 'greeting', value: 'hello' };
    const changed = { method: 'PATCH', path: '/variables/greeting', body };
    expect(play(set('hello'), [{}]).asked).toStrictEqual([changed]);
    const { asked, reply } = play(set('hello'), [NOT_FOUND, { status: 201 }]);
    expect(asked).toStrictEqual([changed, { method: 'POST', path: '/variables', body }]);
    expect(reply.answer.stdout).toBe('Variable greeting created\n');
  });

  it('have a description where one is given', () => {
    const { asked } = play(set('hello', '--description', 'kind'), [{}]);
    expect(asked[0]?.body).toMatchObject({ description: 'kind' });
  });

  it.each([
    ['a change', [{ status: 400, body: { detail: "'hunter2-hunter2' is too short" } }]],
    ['a creation', [NOT_FOUND, { status: 409, body: { detail: 'hunter2-hunter2' } }]],
  ])('show no word of Airflow’s when it refuses %s', (_title, answers) => {
    const { reply } = play(set('hunter2-hunter2'), answers);
    expect(reply.verdict.kind).toBe('failed');
    expect(reply.verdict).toHaveProperty('reason', expect.stringContaining('are not shown'));
    expect(JSON.stringify(reply)).not.toContain('hunter2');
  });

  it('are got as the CLI prints them, or a default', () => {
    const get = (...args: string[]) => argv('variables', 'get', 'greeting', ...args);
    const { asked, reply } = play(get(), [{ body: { key: 'greeting', value: 'hello' } }]);
    expect(asked).toStrictEqual([{ method: 'GET', path: '/variables/greeting' }]);
    expect(reply.answer.stdout).toBe('hello\n');
    const unset = play(get(), [{ body: { key: 'greeting', value: null } }]).reply;
    expect(unset.answer.stdout).toBe('None\n');
    expect(play(get('-d', 'hi'), [NOT_FOUND]).reply.answer.stdout).toBe('hi\n');
    expect(play(get(), [NOT_FOUND]).reply.verdict).toStrictEqual({
      kind: 'failed',
      reason: 'Variable greeting does not exist',
    });
    expect(play(get(), [{ status: 400, body: {} }]).reply.verdict.kind).toBe('failed');
  });

  it('are deleted, also when they are not there', () => {
    for (const answer of [{ status: 204 }, NOT_FOUND]) {
      const { asked, reply } = play(argv('variables', 'delete', 'greeting'), [answer]);
      expect(asked).toStrictEqual([{ method: 'DELETE', path: '/variables/greeting' }]);
      expect(reply.answer.stdout).toBe('Variable greeting deleted\n');
    }
    const refusal = [{ status: 400, body: { detail: 'no' } }];
    const { verdict } = play(argv('variables', 'delete', 'greeting'), refusal).reply;
    expect(verdict).toStrictEqual({ kind: 'failed', reason: 'no' });
  });

  it('are listed by their keys', () => {
    const body = { variables: [{ key: 'greeting', value: 'hello' }], total_entries: 1 };
    const { reply } = play(argv('variables', 'list', '-o', 'json'), [{ body }]);
    expect(reply.answer.stdout).toBe('[{"key": "greeting"}]\n');
    const many = { body: { ...body, total_entries: 10_001 } };
    expect(play(argv('variables', 'list'), [many]).reply.verdict.kind).toBe('failed');
    const { verdict } = play(argv('variables', 'list'), [{ status: 400, body: {} }]).reply;
    expect(verdict.kind).toBe('failed');
  });

  it.each([
    ['a value as JSON', set('{}', '--json')],
    ['no value', set()],
    ['a key with a slash', argv('variables', 'get', 'a/b')],
    ['a long key to set', argv('variables', 'set', 'k'.repeat(60), 'v')],
    ['a long key to delete', argv('variables', 'delete', 'k'.repeat(60))],
    ['a value to be read as JSON', argv('variables', 'get', 'a', '-j')],
    ['two to delete', argv('variables', 'delete', 'a', 'b')],
    ['a list as YAML', argv('variables', 'list', '-o', 'yaml')],
  ])('have no form for %s', (_title, message) => {
    expect(exchangeOf(message)).toBeTypeOf('string');
  });
});

it('The version is asked for by REST', () => {
  const { asked, reply } = play(argv('version'), [{ body: { version: '3.3.1' } }]);
  expect(asked).toStrictEqual([{ method: 'GET', path: '/version' }]);
  expect(reply.answer.stdout).toBe('3.3.1\n');
  expect(play(argv('version'), [{ status: 404, body: '' }]).reply.verdict.kind).toBe('failed');
  expect(exchangeOf(argv('version', 'x'))).toBeTypeOf('string');
});
