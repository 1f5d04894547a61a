import { describe, expect, it, vi } from 'vitest';
import { createAirflowCli } from '../../../../lambda/adapters/mwaa/airflow-cli';
import { parseVersion } from '../../../../lambda/contract/airflow-version';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import { REQUEST, START, TIME } from '../../../support/airflow-cli';
import { fakeMwaa, fakeWebServer, ran } from '../../../support/fake-web';
import { useStoppedClock } from '../../../support/stopped-clock';
import { HOST } from '../../../support/tls-server';

useStoppedClock(START);

describe('an Airflow that is prepared for the first command', () => {
  it('has been asked for token and version, and for a connection to the token’s host', async () => {
    const mwaa = fakeMwaa();
    const web = fakeWebServer(ran('2.11.2'));
    const airflow = createAirflowCli(mwaa, web.post);
    const hosts: string[] = [];
    await airflow.prepare(async (host) => void hosts.push(host));
    expect(hosts).toEqual([HOST]);
    expect(web.posts).toEqual([]);

    await airflow.version();
    await airflow.run(REQUEST, TIME);
    expect(web.posts.map(({ token }) => token)).toEqual(['secret-token-1']);
    expect(mwaa.minted).toHaveLength(1);
    expect(mwaa.versionsAsked()).toBe(1);
  });

  // As with provisioned concurrency: Lambda starts a function long before there is an event.
  it.each([
    ['is used at 44 seconds', 44_000, 1],
    ['is minted anew at 45 seconds', 45_000, 2],
    ['is minted anew after an hour', 3_600_000, 2],
  ])('has a token that %s', async (_title, laterMs, mints) => {
    const mwaa = fakeMwaa();
    const web = fakeWebServer(ran(''));
    const airflow = createAirflowCli(mwaa, web.post);
    await airflow.prepare(async () => {});
    vi.setSystemTime(START + laterMs);
    await airflow.run(REQUEST, { ...TIME, until: Date.now() + 650_000 });

    expect(web.posts.map(({ token }) => token)).toEqual([mwaa.minted.at(-1)]);
    expect(mwaa.minted).toHaveLength(mints);
  });

  it('is not asked for its version where the deployment says it', async () => {
    const mwaa = fakeMwaa();
    await createAirflowCli(mwaa, fakeWebServer().post, parseVersion('2.11.2')).prepare(
      async () => {},
    );
    expect(mwaa.versionsAsked()).toBe(0);
  });

  it('connects to no host but MWAA’s', async () => {
    const connect = vi.fn(async () => {});
    await createAirflowCli(fakeMwaa('evil.com'), fakeWebServer().post).prepare(connect);
    expect(connect).not.toHaveBeenCalled();
  });

  it('gets its token with the first command when there was none to get before', async () => {
    const mwaa = fakeMwaa();
    const denied = new EnvironmentUnavailableError('denied');
    const mintToken = vi.fn(mwaa.mintToken).mockRejectedValueOnce(denied);
    const web = fakeWebServer(ran('2.11.2'));
    const airflow = createAirflowCli({ ...mwaa, mintToken }, web.post);
    await expect(airflow.prepare(async () => {})).rejects.toBe(denied);
    expect(await airflow.run(REQUEST, TIME)).toMatchObject({ answer: { stdout: '2.11.2' } });
  });
});
