import { describe, expect, it } from 'vitest';
import { type CommandRequest, parseMessage } from '../../../lambda/contract/message';

const json = (value: unknown) => JSON.stringify(value);

describe('a message body', () => {
  it.each<[string, string, CommandRequest]>([
    [
      'plain text is the command',
      'dags trigger my_dag',
      { form: 'command', command: 'dags trigger my_dag' },
    ],
    [
      'blanks around plain text are dropped',
      '\n version \r\n',
      { form: 'command', command: 'version' },
    ],
    [
      'plain text that looks like a JSON list is a command all the same',
      '["version"]',
      { form: 'command', command: '["version"]' },
    ],
    [
      'a command is kept as typed',
      json({ command: ' a  b' }),
      { form: 'command', command: ' a  b' },
    ],
    [
      'argv is kept argument by argument',
      json({ argv: ['dags', 'pause', 'a b', ''] }),
      { form: 'argv', argv: ['dags', 'pause', 'a b', ''] },
    ],
    [
      'a trigger needs only its DAG id',
      json({ trigger: { dagId: 'd' } }),
      { form: 'trigger', trigger: { dagId: 'd' } },
    ],
    [
      'a trigger keeps all its fields',
      json({ trigger: { dagId: 'd', conf: { a: [1] }, runId: 'r', logicalDate: '2026-01-01' } }),
      {
        form: 'trigger',
        trigger: { dagId: 'd', conf: { a: [1] }, runId: 'r', logicalDate: '2026-01-01' },
      },
    ],
    [
      'an empty conf is a conf',
      json({ trigger: { dagId: 'd', conf: {} } }),
      { form: 'trigger', trigger: { dagId: 'd', conf: {} } },
    ],
    ['blanks around JSON do not matter', ' \n{"command":"v"} ', { form: 'command', command: 'v' }],
  ])('%s', (_title, body, request) => {
    expect(parseMessage(body)).toStrictEqual({ request });
  });

  it('keeps id and source', () => {
    expect(parseMessage(json({ command: 'version', id: 'a-1', source: 'mwaaq' }))).toStrictEqual({
      request: { form: 'command', command: 'version' },
      id: 'a-1',
      source: 'mwaaq',
    });
  });

  it.each([
    ['one character', '!'],
    ['128 characters', 'x'.repeat(128)],
    ['all punctuation that SQS takes', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
  ])('takes an id of %s', (_title, id) => {
    expect(parseMessage(json({ command: 'version', id })).id).toBe(id);
  });

  it.each(['s3', 'mwaaq', 'a_b.c-d', '0', 'x'.repeat(40)])('takes the source %s', (source) => {
    expect(parseMessage(json({ command: 'version', source })).source).toBe(source);
  });

  it('takes 256 KiB and not a byte more, counting bytes and not characters', () => {
    const largest = `version ${'é'.repeat((256 * 1024 - 8) / 2)}`;
    expect(parseMessage(largest).request.form).toBe('command');
    expect(() => parseMessage(`${largest}x`)).toThrow(
      'the body has 262145 bytes, at most 262144 are allowed: put large data into S3 and pass its location',
    );
  });

  it('keeps the numbers of a conf digit for digit', () => {
    const conf =
      '{"id":1234567890123456789,"price":1.10,"big":1e400,"list":[10000000000000000001]}';
    const { request } = parseMessage(`{"trigger":{"dagId":"d","conf":${conf}}}`);
    expect(json(request)).toBe(`{"form":"trigger","trigger":{"dagId":"d","conf":${conf}}}`);
  });

  it('takes a conf with the keys that objects inherit', () => {
    const conf = '{"__proto__":{"x":1},"constructor":1,"toString":2}';
    const { request } = parseMessage(`{"trigger":{"dagId":"d","conf":${conf}}}`);
    expect(json(request)).toContain(conf);
  });
});
