import { describe, expect, it } from 'vitest';
import { InvalidMessageError } from '../../../lambda/contract/errors';
import { parseMessage } from '../../../lambda/contract/message';
import { errorOf, placesOf } from '../../support/errors';

const LIST = 'give a list of one or more strings, for example ["dags", "pause", "my_dag"]';
const OBJECT = 'give a JSON object, for example {"key": "value"}';
const TEXT = 'give a string that is not empty';
const EMPTY = 'the command is empty: send for example "dags trigger my_dag", without "airflow"';
const NO_JSON =
  'the body starts with { but is no JSON: send valid JSON, or the command as plain text';
const ID_RULE = 'use 1 to 128 ASCII letters, digits or punctuation, no spaces';
const SOURCE_RULE = 'use 1 to 40 of A-Z a-z 0-9 _ . -, the first a letter or digit';
const ONE = 'of command, argv and trigger: give exactly one';
const MESSAGE_FIELDS = 'allowed are command, argv, trigger, id, source';
const TRIGGER_FIELDS = 'allowed are dagId, conf, runId, logicalDate';

const REFUSALS: readonly (readonly [body: unknown, reason: string])[] = [
  [' \n', EMPTY],
  [{ command: ' ' }, EMPTY],
  ['{"command": "version"', NO_JSON],
  [`{"trigger":{"dagId":"d","conf":{"a":${'['.repeat(50_000)}`, NO_JSON],
  [{}, `the message has none ${ONE}`],
  [{ id: 'a' }, `the message has none ${ONE}`],
  [{ command: 'version', argv: ['version'] }, `the message has command and argv ${ONE}`],
  [
    { command: 'a', argv: ['b'], trigger: { dagId: 'c' } },
    `the message has command and argv and trigger ${ONE}`,
  ],
  [{ command: 'v', group: 'E' }, `the message has the unknown field "group": ${MESSAGE_FIELDS}`],
  [
    '{"command":"v","__proto__":1}',
    `the message has the unknown field "__proto__": ${MESSAGE_FIELDS}`,
  ],
  [{ command: 'v', ['x'.repeat(99)]: 1 }, `field "${'x'.repeat(60)}": ${MESSAGE_FIELDS}`],
  [{ trigger: { dag_id: 'd' } }, `trigger has the unknown field "dag_id": ${TRIGGER_FIELDS}`],
  [{ command: null }, `command is null: ${TEXT}`],
  [{ command: '' }, `command is empty: ${TEXT}`],
  [{ command: ['version'] }, `command is a list: ${TEXT}`],
  [{ command: {} }, `command is an object: ${TEXT}`],
  [{ command: true }, `command is a boolean: ${TEXT}`],
  ['{"command":1.0}', `command is a number: ${TEXT}`],
  [{ argv: 'version' }, `argv is a string: ${LIST}`],
  [{ argv: [] }, `argv is an empty list: ${LIST}`],
  [{ argv: ['dags', 7] }, `argv is a list with a number in it: ${LIST}`],
  [{ argv: ['dags', null] }, `argv is a list with null in it: ${LIST}`],
  [{ trigger: 'd' }, 'trigger is a string: give a JSON object'],
  [{ trigger: null }, 'trigger is null: give a JSON object'],
  [{ trigger: {} }, `trigger.dagId is missing: ${TEXT}`],
  [{ trigger: { dagId: 7 } }, `trigger.dagId is a number: ${TEXT}`],
  [{ trigger: { dagId: 'd', runId: '' } }, `trigger.runId is empty: ${TEXT}`],
  [{ trigger: { dagId: 'd', logicalDate: 0 } }, `trigger.logicalDate is a number: ${TEXT}`],
  [{ trigger: { dagId: 'd', conf: [] } }, `trigger.conf is an empty list: ${OBJECT}`],
  [{ trigger: { dagId: 'd', conf: '{}' } }, `trigger.conf is a string: ${OBJECT}`],
  [{ trigger: { dagId: 'd', conf: null } }, `trigger.conf is null: ${OBJECT}`],
  ['{"trigger":{"dagId":"d","conf":12345678901234567890}}', `conf is a number: ${OBJECT}`],
  [{ command: 'v', id: 7 }, `id is a number: ${TEXT}`],
  [{ command: 'v', id: 'a b' }, `id "a b" has 3 characters: ${ID_RULE}`],
  [{ command: 'v', id: 'é' }, `id "é" has 1 characters: ${ID_RULE}`],
  [{ command: 'v', id: 'a\n' }, `id "a\\n" has 2 characters: ${ID_RULE}`],
  [{ command: 'v', id: 'x'.repeat(129) }, `has 129 characters: ${ID_RULE}`],
  [{ command: 'v', source: '-s3' }, `source "-s3" is not allowed: ${SOURCE_RULE}`],
  [{ command: 'v', source: 'a b' }, `source "a b" is not allowed: ${SOURCE_RULE}`],
  [{ command: 'v', source: 'x'.repeat(41) }, `is not allowed: ${SOURCE_RULE}`],
  [{ command: 'v', source: 's3\n' }, `source "s3\\n" is not allowed: ${SOURCE_RULE}`],
];

const bodyOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

describe('a message body is refused', () => {
  const cases = REFUSALS.map(([body, reason]) => ({ body: bodyOf(body), reason }));
  it.each(cases.map((c) => ({ ...c, shown: c.body.slice(0, 60) })))(
    'and the sender told why: $shown',
    async ({ body, reason }) => {
      const error = await errorOf(() => parseMessage(body));
      expect(error).toBeInstanceOf(InvalidMessageError);
      expect(error.message).toContain(reason);
    },
  );

  const SECRET = 'hunter2-hunter2';
  it.each([
    ['JSON that is cut off', `{"command":"variables set password ${SECRET}`],
    [
      'two forms',
      { command: `variables set p ${SECRET}`, argv: ['variables', 'set', 'p', SECRET] },
    ],
    ['an unknown field', { command: 'version', password: SECRET }],
    ['an unknown field of a trigger', { trigger: { dagId: 'd', password: SECRET } }],
    ['argv that is a string', { argv: `variables set p ${SECRET}` }],
    ['argv with an object', { argv: ['variables', { password: SECRET }] }],
    ['a conf that is text', { trigger: { dagId: 'd', conf: `{"password":"${SECRET}"}` } }],
    ['a command that is a list', { command: ['variables', 'set', 'p', SECRET] }],
    ['a wrong id beside it', { command: `variables set p ${SECRET}`, id: 'a b' }],
    ['a body too large', `variables set p ${SECRET} ${'x'.repeat(256 * 1024)}`],
  ])('without showing the secret in it: %s', async (_title, body) => {
    expect(placesOf(SECRET, await errorOf(() => parseMessage(bodyOf(body))))).toStrictEqual([]);
  });
});
