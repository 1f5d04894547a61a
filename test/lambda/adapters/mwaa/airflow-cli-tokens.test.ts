import { describe, expect, it, vi } from 'vitest';
import { createAirflowCli } from '../../../../lambda/adapters/mwaa/airflow-cli';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import { REQUEST, START, TIME } from '../../../support/airflow-cli';
import { errorOf, placesOf } from '../../../support/errors';
import { fakeMwaa, fakeWebServer, ran } from '../../../support/fake-web';
import { useStoppedClock } from '../../../support/stopped-clock';

useStoppedClock(START);

describe('a token', () => {
  it.each([
    ['used again at 44 seconds', 44_000, 1],
    ['minted anew at 45 seconds', 45_000, 2],
    ['minted anew at 46 seconds', 46_000, 2],
    ['minted anew at 61 seconds', 61_000, 2],
    ['minted anew after a frozen hour', 3_600_000, 2],
    ['minted anew when the clock was set back, since its age is not known then', -1000, 2],
  ])('is %s', async (_title, laterMs, mints) => {
    const mwaa = fakeMwaa();
    const web = fakeWebServer(ran('2.11.2'));
    const airflow = createAirflowCli(mwaa, web.post);
    await airflow.run(REQUEST, TIME);
    vi.setSystemTime(START + laterMs);
    await airflow.run(REQUEST, TIME);
    expect(mwaa.minted).toHaveLength(mints);
    expect(web.posts.map(({ token }) => token)).toStrictEqual([
      'secret-token-1',
      mwaa.minted.at(-1),
    ]);
  });

  it('ages from before it was asked for', async () => {
    const mwaa = fakeMwaa();
    const slow = {
      ...mwaa,
      mintToken: () => {
        const token = mwaa.mintToken();
        vi.setSystemTime(Date.now() + 9000);
        return token;
      },
    };
    const airflow = createAirflowCli(slow, fakeWebServer(ran('')).post);
    await airflow.run(REQUEST, TIME);
    vi.setSystemTime(START + 46_000);
    await airflow.run(REQUEST, TIME);
    expect(mwaa.minted).toHaveLength(2);
  });

  it.each([401, 403])(
    'that is refused with %i is minted anew, and posted once more',
    async (status) => {
      const mwaa = fakeMwaa();
      const web = fakeWebServer({ status }, ran('2.11.2'));
      const { answer } = await createAirflowCli(mwaa, web.post).run(REQUEST, TIME);
      expect(answer.stdout).toBe('2.11.2');
      expect(web.posts.map(({ token }) => token)).toStrictEqual([
        'secret-token-1',
        'secret-token-2',
      ]);
      expect(web.posts[1]).toMatchObject({ path: '/aws_mwaa/cli', body: 'version' });
    },
  );

  it.each([
    [401, 403],
    [403, 401],
  ])('that is refused twice, with %i and %i, has the command wait', async (first, second) => {
    const mwaa = fakeMwaa();
    const web = fakeWebServer({ status: first }, { status: second });
    const airflow = createAirflowCli(mwaa, web.post);
    const error = await errorOf(() => airflow.run(REQUEST, TIME));
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain(`answered HTTP ${second}: it refuses a new token`);
    expect(web.posts).toHaveLength(2);
    expect(placesOf('secret-token', error)).toStrictEqual([]);
  });

  it('that was minted anew is the one that is used again', async () => {
    const mwaa = fakeMwaa();
    const web = fakeWebServer({ status: 403 }, ran(''));
    const airflow = createAirflowCli(mwaa, web.post);
    await airflow.run(REQUEST, TIME);
    await airflow.run(REQUEST, TIME);
    expect(web.posts.at(-1)?.token).toBe('secret-token-2');
    expect(mwaa.minted).toHaveLength(2);
  });

  it('that cannot be had has the command wait, and nothing is posted', async () => {
    const denied = new EnvironmentUnavailableError('denied');
    const web = fakeWebServer(ran(''));
    const mwaa = { ...fakeMwaa(), mintToken: () => Promise.reject(denied) };
    const airflow = createAirflowCli(mwaa, web.post);
    await expect(airflow.run(REQUEST, TIME)).rejects.toBe(denied);
    expect(web.posts).toStrictEqual([]);
  });

  it.each(['169.254.169.254', 'evil.com', 'x@y', 'h.airflow.amazonaws.com:1/x'])(
    'is not sent to %s',
    async (host) => {
      const web = fakeWebServer(ran(''));
      const error = await errorOf(() =>
        createAirflowCli(fakeMwaa(host), web.post).run(REQUEST, TIME),
      );
      expect(error).toBeInstanceOf(EnvironmentUnavailableError);
      expect(error.message).toContain(`named the host "${host}", which is no MWAA web server`);
      expect(placesOf('secret-token', error)).toStrictEqual([]);
      expect(web.posts).toStrictEqual([]);
    },
  );
});
