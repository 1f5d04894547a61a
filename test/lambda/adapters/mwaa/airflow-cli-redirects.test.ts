import { describe, expect, it } from 'vitest';
import { createAirflowCli } from '../../../../lambda/adapters/mwaa/airflow-cli';
import type { HttpAnswer } from '../../../../lambda/adapters/mwaa/web-server';
import {
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../../lambda/contract/errors';
import { REQUEST } from '../../../support/airflow-cli';
import { errorOf, placesOf } from '../../../support/errors';
import { fakeMwaa, fakeWebServer, ran } from '../../../support/fake-web';
import { HOST } from '../../../support/tls-server';

function run(...answers: readonly Partial<HttpAnswer>[]) {
  const web = fakeWebServer(...answers);
  return {
    web,
    result: createAirflowCli(fakeMwaa(), web.post).run(REQUEST, { timeoutMs: 65_000, until: 4e12 }),
  };
}

describe('a redirect', () => {
  it.each([
    [307, '/aws_mwaa/cli/'],
    [308, '/aws_mwaa/cli/'],
    [307, `https://${HOST}/aws_mwaa/cli/`],
    [307, `https://${HOST}:443/aws_mwaa/cli/`],
  ])('with %i to %s is followed once, with the command', async (status, location) => {
    const { web, result } = run({ status, location, body: '' }, ran('ok'));
    expect((await result).answer.stdout).toBe('ok');
    const [first, second] = web.posts;
    expect(second).toStrictEqual({ ...first, path: '/aws_mwaa/cli/' });
  });

  it.each([
    [307, 'https://evil.example/aws_mwaa/cli/'],
    [307, `https://${HOST}.evil.example/`],
    [307, `https://${HOST}@evil.example/`],
    [307, `https://${HOST}:8443/aws_mwaa/cli/`],
    [307, `http://${HOST}/aws_mwaa/cli/`],
    [307, '//evil.example/'],
    [307, '\\\\evil.example\\'],
    [307, 'https://'],
    [307, undefined],
    [301, 'https://evil.example/aws_mwaa/cli/'],
    [302, '//evil.example/'],
    [303, `http://${HOST}/aws_mwaa/cli/`],
    [302, undefined],
    [304, undefined],
  ])('with %i to %s is refused, and the token sent nowhere', async (status, location) => {
    const { web, result } = run({ status, location, body: '' }, ran('ok'));
    const error = await errorOf(() => result);
    expect(error).toBeInstanceOf(RefusedCommandError);
    expect(error.message).toContain(`answered ${status} and points elsewhere: not followed`);
    expect(placesOf('secret-token', error)).toStrictEqual([]);
    expect(web.posts).toHaveLength(1);
  });

  it.each([
    [301, '/aws_mwaa/cli/', '/aws_mwaa/cli/'],
    [302, `https://${HOST}/login?next=secret`, '/login'],
    [303, '/aws_mwaa/cli/', '/aws_mwaa/cli/'],
    [309, `/${'x'.repeat(200)}`, `/${'x'.repeat(79)}`],
  ])('with %i to %s has the command wait, and is not followed', async (status, location, shown) => {
    const { web, result } = run({ status, location, body: '' }, ran('ok'));
    const error = await errorOf(() => result);
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain(`answered ${status} and points to ${shown}, as while`);
    expect(placesOf('secret', error)).toStrictEqual([]);
    expect(web.posts).toHaveLength(1);
  });

  it('is refused when it leads to another', async () => {
    const { web, result } = run({ status: 307, location: '/a' });
    expect(await errorOf(() => result)).toBeInstanceOf(RefusedCommandError);
    expect(web.posts).toHaveLength(2);
  });

  it('to where a token is refused has a new one minted, and is followed again', async () => {
    const redirect = { status: 307, location: '/aws_mwaa/cli/' };
    const { web, result } = run(redirect, { status: 403 }, redirect, ran('ok'));
    expect((await result).answer.stdout).toBe('ok');
    expect(web.posts.map(({ token }) => token.at(-1)).join('')).toBe('1122');
  });
});
