import { describe, expect, it } from 'vitest';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../../lambda/contract/errors';
import { runQuoted } from '../../../support/airflow-cli';
import { errorOf, placesOf } from '../../../support/errors';
import { ran } from '../../../support/fake-web';
import { HOST } from '../../../support/tls-server';

describe('a status', () => {
  it.each([
    [429, EnvironmentUnavailableError, 'it is busy or restarting'],
    [503, EnvironmentUnavailableError, 'it is busy or restarting'],
    [500, AnswerLostError, 'the command may have run all the same'],
    [502, AnswerLostError, 'the command may have run all the same'],
    [504, AnswerLostError, 'the command may have run all the same'],
    [400, RefusedCommandError, 'Bad things'],
    [404, EnvironmentUnavailableError, 'its command line is not there'],
    [405, EnvironmentUnavailableError, 'its command line is not there'],
    [401, EnvironmentUnavailableError, 'it refuses a new token', 2],
    [403, EnvironmentUnavailableError, 'it refuses a new token', 2],
    [406, RefusedCommandError, 'Bad things'],
    [499, RefusedCommandError, 'Bad things'],
    [201, RefusedCommandError, 'Bad things'],
    [0, RefusedCommandError, 'Bad things'],
  ])(
    'of %i ends in the error of its kind, with its reason',
    async (status, errorClass, reason, posts = 1) => {
      const { web, result } = runQuoted({ status, body: '<h1>Bad things</h1>' });
      const error = await errorOf(() => result);
      expect(error).toBeInstanceOf(errorClass);
      expect(error.message).toContain(`${HOST} answered HTTP ${status}: ${reason}`);
      expect(web.posts).toHaveLength(posts);
    },
  );

  it.each([
    [500, 'senseless'],
    [501, 'senseless'],
    [502, 'environment'],
    [504, 'late'],
    [599, 'senseless'],
  ])('of %i is counted as a trouble of this kind: %s', async (status, trouble) => {
    const error = await errorOf(() => runQuoted({ status, body: '' }).result);
    expect(error).toBeInstanceOf(AnswerLostError);
    expect(error).toMatchObject({ trouble });
  });

  it.each([201, 400, 401, 403, 404, 405, 422, 429, 500, 502, 503, 504])(
    'of %i with output is an answer, and nothing is posted again',
    async (status) => {
      const { web, result } = runQuoted({ ...ran('out', 'err'), status });
      expect((await result).answer).toStrictEqual({ stdout: 'out', stderr: 'err' });
      expect(web.posts).toHaveLength(1);
    },
  );

  it.each(['{"stdout":""}', '{"stderr":""}'])('of 400 with %s has output', async (body) => {
    const { result } = runQuoted({ status: 400, body });
    expect((await result).answer).toStrictEqual({ stdout: '', stderr: '' });
  });

  it.each(['{"detail":"c2VjcmV0"}', '{"stdout":null}', '{"stdout":"c2VjcmV0'])(
    'of 400 with %s has none, and is a refusal',
    async (body) => {
      const error = await errorOf(() => runQuoted({ status: 400, body }).result);
      expect(error).toBeInstanceOf(RefusedCommandError);
      expect(error.message).toContain(`${body.length} bytes that begin as JSON does`);
      expect(placesOf('c2VjcmV0', error)).toStrictEqual([]);
    },
  );

  it.each([
    ['as it is', 'secret-token-1'],
    ['in a header', 'Authorization: Bearer secret-token-1'],
    ['in markup', '<b>secret-token-1</b>'],
    ['of another kind', 'eyJhbGci.eyJzdWIi.c2lnbmVk'],
  ])('shows no token that its body echoes %s', async (_title, body) => {
    const error = await errorOf(() => runQuoted({ status: 400, body }).result);
    expect([...placesOf('secret-token', error), ...placesOf('eyJ', error)]).toStrictEqual([]);
    expect(error.message).toContain('[token]');
  });
});
