import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerLostError } from '../../../../lambda/contract/errors';
import { runQuoted, TIMEOUT_MS } from '../../../support/airflow-cli';
import { anyText } from '../../../support/any-text';
import { errorOf, placesOf } from '../../../support/errors';
import { ran } from '../../../support/fake-web';
import { HOST } from '../../../support/tls-server';

const answerOf = async (body: string) => (await runQuoted({ body }).result).answer;

describe('an answer', () => {
  it('is what Airflow printed, in any script', async () => {
    const before = Date.now();
    const { web, result } = runQuoted(ran('é 😀\n', 'warning'));
    expect((await result).answer).toStrictEqual({ stdout: 'é 😀\n', stderr: 'warning' });
    expect(web.posts).toMatchObject([{ host: HOST, path: '/aws_mwaa/cli' }]);
    expect(web.posts[0]?.deadline).toBeGreaterThanOrEqual(before + TIMEOUT_MS);
    expect(web.posts[0]?.deadline).toBeLessThanOrEqual(Date.now() + TIMEOUT_MS);
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
    ['is empty', '', 'an empty body'],
    ['is a page', '<html><body><h1>Sign  in</h1></body></html>', 'Sign in'],
    ['is JSON that is cut off', '{"stdout":"c2VjcmV0', '19 bytes that begin as JSON does'],
    ['is null', 'null', 'null'],
    ['is a list', '[]', '2 bytes that begin as JSON does'],
    ['is text', '"ok"', '4 bytes that begin as JSON does'],
    ['has neither key', '{"message":"ok"}', '16 bytes that begin as JSON does'],
    ['has nulls', '{"stdout":null,"stderr":null}', '29 bytes that begin as JSON does'],
    ['has numbers', '{"stdout":1}', '12 bytes that begin as JSON does'],
    ['has no texts', '{"stdout":["c2VjcmV0"],"stderr":{}}', '35 bytes that begin as JSON does'],
  ])('is lost when the body of a 200 %s', async (_title, body, reason) => {
    const error = await errorOf(() => answerOf(body));
    expect(error).toBeInstanceOf(AnswerLostError);
    expect(error).toMatchObject({ trouble: 'senseless' });
    expect(error.message).toBe(
      `${HOST} answered HTTP 200, but without stdout and stderr: ${reason}`,
    );
    expect(placesOf('c2VjcmV0', error)).toStrictEqual([]);
  });

  it('shows no more than the first words of a page', async () => {
    const error = await errorOf(() => answerOf(`<p>${'word '.repeat(1000)}`));
    expect(error.message.length).toBeLessThan(400);
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
    // The library's own domains and URLs take a second to prepare.
    const host = fc.constantFrom(
      `https://${HOST}`,
      'https://evil.com',
      'http://localhost:1',
      '//x',
    );
    const url = fc.tuple(host, fc.string()).map(([origin, path]) => `${origin}/${path}`);
    const location = fc.option(fc.oneof(url, fc.string()), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.record({ status, location, body }), async (http) => {
        try {
          const { answer } = await runQuoted(http).result;
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
