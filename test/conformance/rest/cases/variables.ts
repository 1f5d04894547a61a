import { byApi, get, invalid, NO_ORDER, ok, okInBoth, problem, refusal, send } from '../answers';
import type { Ask, RestCase } from '../types';

const VARIABLES = '/variables';

const set = (key: string, value: unknown): Ask => send('POST', VARIABLES, { key, value });
const at = (key: string) => `${VARIABLES}/${encodeURIComponent(key)}`;
const patch = (key: string, body: unknown): Ask => send('PATCH', at(key), body);
const drop = (key: string): Ask => ({ method: 'DELETE', path: at(key) });

const created = (body: unknown) => byApi(ok(body), ok(body, 201));
const unknown = (detail: string | null) =>
  byApi(
    problem(404, detail, 'Variable not found'),
    refusal(404, 'The Variable with key: `rest_none` was not found'),
  );

const SET_CASES: readonly RestCase[] = [
  {
    name: 'a new variable',
    ask: set('rest_new', 'one'),
    answer: created({ key: 'rest_new', value: 'one' }),
  },
  {
    name: 'a variable that is there is replaced, but not on Airflow 3',
    setup: [set('rest_over', 'one')],
    ask: set('rest_over', 'two'),
    answer: byApi(
      ok({ key: 'rest_over', value: 'two' }),
      refusal(409, 'The Variable with key: `rest_over` already exists'),
    ),
  },
  {
    name: 'a variable has a new value',
    setup: [set('rest_patch', 'one')],
    ask: patch('rest_patch', { key: 'rest_patch', value: 'two' }),
    answer: okInBoth({ key: 'rest_patch', value: 'two', description: null }),
  },
  {
    name: 'a new value keeps the description of a variable',
    setup: [send('POST', VARIABLES, { key: 'rest_why', value: 'one', description: 'why' })],
    ask: patch('rest_why', { key: 'rest_why', value: 'two' }),
    answer: okInBoth({ value: 'two', description: 'why' }),
  },
  {
    name: 'a new value of a variable under another key',
    setup: [set('rest_moved', 'one')],
    ask: patch('rest_moved', { key: 'other', value: 'two' }),
    answer: byApi(
      problem(400, "key from request body doesn't match uri parameter", 'Invalid post body'),
      refusal(400, "Invalid body, key from request body doesn't match uri parameter"),
    ),
  },
  {
    name: 'a new value of a variable that there is not',
    ask: patch('rest_none', { key: 'rest_none', value: 'x' }),
    answer: unknown('Variable does not exist'),
  },
  {
    name: 'a variable without a value',
    ask: send('POST', VARIABLES, { key: 'rest_no_value' }),
    answer: byApi(
      problem(400, "{'value': ['Missing data for required field.']}", 'Invalid Variable schema'),
      invalid(['body', 'value'], 'missing', 'Field required'),
    ),
  },
  {
    name: 'a variable whose value is an object',
    ask: set('rest_object', { a: [1, null] }),
    answer: byApi(
      problem(400, "{'a': [1, None]} is not of type 'string' - 'value'"),
      ok({ key: 'rest_object', value: "{'a': [1, None]}" }, 201),
    ),
  },
];

const GET_CASES: readonly RestCase[] = [
  ...[
    ['a space', 'rest a b'],
    ['a slash', 'rest/a/b'],
    ['letters beyond ASCII', 'rest é 👍'],
    ['a plus', 'rest+a'],
  ].map(
    ([what = '', key = '']): RestCase => ({
      name: `a variable whose key has ${what}`,
      setup: [set(key, `${key} it's "so"`)],
      ask: get(at(key)),
      answer: okInBoth({ key, value: `${key} it's "so"` }),
    }),
  ),
  {
    name: 'a variable whose key has a slash that is not encoded',
    setup: [set('rest/raw', 'one')],
    ask: get('/variables/rest/raw'),
    answer: okInBoth({ key: 'rest/raw', value: 'one' }),
  },
  {
    name: 'a variable whose key sounds secret',
    setup: [set('rest_password', 'one')],
    ask: get(at('rest_password')),
    answer: byApi(ok({ value: 'one' }), ok({ value: '***' })),
  },
  {
    name: 'a variable of JSON with a secret in it',
    setup: [set('rest_json', '{"a":1,"api_key":"x"}')],
    ask: get(at('rest_json')),
    answer: byApi(
      ok({ value: '{"a":1,"api_key":"x"}' }),
      ok({ value: '{"a": 1, "api_key": "***"}' }),
    ),
  },
  {
    name: 'the list of variables, the last one first, and one of them',
    setup: [set('~last', 'one')],
    ask: get(VARIABLES, { order_by: '-key', limit: '1' }),
    answer: okInBoth({ variables: [{ key: '~last', value: 'one' }] }),
  },
  {
    name: 'the list of variables in an order that there is not',
    ask: get(VARIABLES, { order_by: 'nonsense' }),
    answer: byApi(problem(400, NO_ORDER), refusal(400, NO_ORDER)),
  },
  {
    name: 'a variable that there is not',
    ask: get(at('rest_none')),
    answer: unknown('Variable does not exist'),
  },
];

const DELETE_CASES: readonly RestCase[] = [
  {
    name: 'a variable goes',
    setup: [set('rest_gone', 'one')],
    ask: drop('rest_gone'),
    answer: byApi(ok(undefined, 204), ok(undefined, 204)),
  },
  {
    name: 'a variable that is gone goes again',
    setup: [set('rest_none', 'one'), drop('rest_none')],
    ask: drop('rest_none'),
    answer: unknown(null),
  },
];

export const VARIABLE_CASES: readonly RestCase[] = [...SET_CASES, ...GET_CASES, ...DELETE_CASES];
