import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAirflowCli } from '../../../lambda/adapters/airflow-cli';
import type { HttpAnswer } from '../../../lambda/adapters/web-server';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../lambda/contract/errors';
import { anyText } from '../../support/any-text';
import { errorOf, placesOf } from '../../support/errors';
import { fakeMwaa, fakeWebServer, ran } from '../../support/fake-web';
import { HOST } from '../../support/tls-server';

const REQUEST = { path: '/aws_mwaa/cli', argv: ['dags', 'trigger', "a b'c"] };
const DEADLINE = 4e12;

function run(...answers: readonly Partial<HttpAnswer>[]) {
  const web = fakeWebServer(...answers);
  const result = createAirflowCli(fakeMwaa(), web.post).run(REQUEST, DEADLINE);
  return { web, result };
}

const answerOf = async (body: string) => (await run({ body }).result).answer;

describe('an answer', () => {
  it('is what Airflow printed, in any script', async () => {
    const { web, result } = run(ran('é 😀\n', 'warning'));
    expect((await result).answer).toStrictEqual({ stdout: 'é 😀\n', stderr: 'warning' });
    expect(web.posts).toMatchObject([{ host: HOST, path: '/aws_mwaa/cli', deadline: DEADLINE }]);
    expect(web.posts[0]?.body).toBe(`dags trigger 'a b'"'"'c'`);
  });

  const OK = Buffer.from('ok').toString('base64');
  it.each([
    ['stderr is missing', `{"stdout":"${OK}"}`, { stdout: 'ok', stderr: '' }],
    ['stdout is missing', `{"stderr":"${OK}"}`, { stdout: '', stderr: 'ok' }],
    ['stdout is null', `{"stdout":null,"stderr":"${OK}"}`, { stdout: '', stderr: 'ok' }],
    ['stdout is a number', `{"stdout":7,"stderr":"${OK}"}`, { stdout: '', stderr: 'ok' }],
    ['both are empty', '{"stdout":"","stderr":""}', { stdout: '', stderr: '' }],
    ['stdout is no base64', `{"stdout":"%%%","stderr":"${OK}"}`, { stdout: '', stderr: 'ok' }],
    ['a character is cut off', '{"stdout":"YcPp"}', { stdout: 'a\ufffd\ufffd', stderr: '' }],
    ['the last character is half', '{"stdout":"YcM="}', { stdout: 'a\ufffd', stderr: '' }],
    ['fields are added', `{"stdout":"${OK}","code":0}`, { stdout: 'ok', stderr: '' }],
  ])('tells what it can when %s', async (_title, body, answer) => {
    expect(await answerOf(body)).toStrictEqual(answer);
  });

  it.each([
    ['is empty', '', 'no JSON: an empty body'],
    ['is a page', '<html><body><h1>Sign  in</h1></body></html>', 'no JSON: Sign in'],
    ['is JSON that is cut off', '{"stdout":"c2VjcmV0', 'no JSON: 19 bytes that begin as JSON does'],
    ['is null', 'null', 'answered JSON without stdout and stderr'],
    ['is a list', '[]', 'answered JSON without stdout and stderr'],
    ['is text', '"ok"', 'answered JSON without stdout and stderr'],
    ['has neither key', '{"message":"ok"}', 'answered JSON without stdout and stderr'],
  ])('is lost when the body of a 200 %s', async (_title, body, reason) => {
    const error = await errorOf(() => answerOf(body));
    expect(error).toBeInstanceOf(AnswerLostError);
    expect(error.message).toContain(reason);
    expect(placesOf('c2VjcmV0', error)).toStrictEqual([]);
  });

  it('shows no more than the first words of a page', async () => {
    const error = await errorOf(() => answerOf(`<p>${'word '.repeat(1000)}`));
    expect(error.message.length).toBeLessThan(400);
  });
});

describe('a status', () => {
  it.each([
    [429, EnvironmentUnavailableError, 'it is busy or restarting'],
    [503, EnvironmentUnavailableError, 'it is busy or restarting'],
    [500, AnswerLostError, 'the command may have run all the same'],
    [502, AnswerLostError, 'the command may have run all the same'],
    [504, AnswerLostError, 'the command may have run all the same'],
    [400, RefusedCommandError, 'Bad things'],
    [404, RefusedCommandError, 'Bad things'],
    [201, RefusedCommandError, 'Bad things'],
    [0, RefusedCommandError, 'Bad things'],
  ])('of %i fails as it should', async (status, errorClass, reason) => {
    const { web, result } = run({ status, body: '<h1>Bad things</h1>' });
    const error = await errorOf(() => result);
    expect(error).toBeInstanceOf(errorClass);
    expect(error.message).toContain(`${HOST} answered HTTP ${status}: ${reason}`);
    expect(web.posts).toHaveLength(1);
  });

  it.each([
    ['as it is', 'secret-token-1'],
    ['in a header', 'Authorization: Bearer secret-token-1'],
    ['in markup', '<b>secret-token-1</b>'],
    ['of another kind', 'eyJhbGci.eyJzdWIi.c2lnbmVk'],
  ])('shows no token that its body echoes %s', async (_title, body) => {
    const error = await errorOf(() => run({ status: 400, body }).result);
    expect([...placesOf('secret-token', error), ...placesOf('eyJ', error)]).toStrictEqual([]);
    expect(error.message).toContain('[token]');
  });
});

describe('whatever the web server answers', () => {
  it('ends in an answer or in one of three errors, none of which holds the token', async () => {
    const body = fc.oneof(
      anyText(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('utf8')),
      fc.json(),
      fc
        .record({ stdout: fc.anything(), stderr: fc.string() })
        .map((v) => String(JSON.stringify(v, (_k, x) => (typeof x === 'bigint' ? String(x) : x)))),
      fc.string().map((text) => `Bearer secret-token-1 ${text}`),
    );
    const status = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 }));
    const location = fc.option(fc.oneof(fc.webUrl(), fc.string()), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.record({ status, location, body }), async (http) => {
        try {
          const { answer } = await run(http).result;
          expect([typeof answer.stdout, typeof answer.stderr]).toStrictEqual(['string', 'string']);
        } catch (error) {
          expect([
            'AnswerLostError',
            'EnvironmentUnavailableError',
            'RefusedCommandError',
          ]).toContain(error instanceof Error ? error.name : error);
          expect(placesOf('secret-token', error)).toStrictEqual([]);
        }
      }),
    );
  });
});
