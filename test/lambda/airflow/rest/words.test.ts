import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../../lambda/airflow/command';
import { refused, wordsOf } from '../../../../lambda/airflow/rest/words';

const wordsIn = (body: unknown) => wordsOf({ status: 400, body });

describe('The words of a refusal', () => {
  it.each<[string, unknown, string]>([
    ['its detail', { detail: 'no', title: 'Bad' }, 'no'],
    [
      'each fault of a list',
      { detail: [{ loc: ['a', 1], msg: 'x' }, { msg: 'y' }] },
      'a.1: x; body: y',
    ],
    ['what the database says', { detail: { reason: 'Taken', orig_error: 'e' } }, 'Taken: e'],
    ['its title, where there is no more', { title: 'Bad Request' }, 'Bad Request'],
  ])('are %s', (_title, body, words) => {
    expect(wordsIn(body)).toBe(words);
  });

  it.each([undefined, null, 'a page', {}, { detail: 7 }, { title: 7 }])(
    'are none in %j',
    (body) => {
      expect(wordsIn(body)).toBeUndefined();
    },
  );

  it('are all in the output, and their first line alone in the reason', () => {
    const command = readCommand({ request: { form: 'command', command: 'version' } }, 'm');
    expect(refused({ status: 400, body: { detail: 'first\nsecond' } }, command)).toStrictEqual({
      verdict: { kind: 'failed', reason: 'first' },
      answer: { stdout: '', stderr: 'first\nsecond\n' },
    });
  });
});
