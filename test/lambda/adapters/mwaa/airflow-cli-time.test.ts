import { describe, expect, it, vi } from 'vitest';
import { createAirflowCli } from '../../../../lambda/adapters/mwaa/airflow-cli';
import type { Post } from '../../../../lambda/adapters/mwaa/web-server';
import { REQUEST, START, TIME } from '../../../support/airflow-cli';
import { fakeMwaa, fakeWebServer, ran } from '../../../support/fake-web';
import { useStoppedClock } from '../../../support/stopped-clock';

useStoppedClock(START);

describe('the time of a command', () => {
  it('is told apart into minting and running, second mint included', async () => {
    const mwaa = fakeMwaa();
    const lasting = <T>(ms: number, result: Promise<T>) => {
      vi.setSystemTime(Date.now() + ms);
      return result;
    };
    const web = fakeWebServer({ status: 401 }, ran(''));
    const airflow = createAirflowCli(
      { ...mwaa, mintToken: () => lasting(100, mwaa.mintToken()) },
      (post) => lasting(1000, web.post(post)),
    );
    const { durations } = await airflow.run(REQUEST, TIME);
    expect(durations).toStrictEqual({ mintMs: 200, cliMs: 2000 });
    expect(web.posts.map(({ deadline }) => deadline)).toStrictEqual([
      START + 100 + 65_000,
      START + 1200 + 65_000,
    ]);
  });

  it('is the whole of it for a command whose token took long to mint', async () => {
    const mwaa = fakeMwaa();
    const mintToken = () => {
      vi.setSystemTime(START + 9000);
      return mwaa.mintToken();
    };
    const web = fakeWebServer(ran(''));
    await createAirflowCli({ ...mwaa, mintToken }, web.post).run(REQUEST, TIME);
    expect(web.posts).toMatchObject([{ deadline: START + 9000 + 65_000 }]);
  });

  it('is one for a post and the redirect that it follows', async () => {
    const web = fakeWebServer({ status: 307, location: '/aws_mwaa/cli/' }, ran(''));
    const slow = (post: Post) => {
      const answer = web.post(post);
      vi.setSystemTime(Date.now() + 1000);
      return answer;
    };
    await createAirflowCli(fakeMwaa(), slow).run(REQUEST, TIME);
    expect(web.posts.map(({ deadline }) => deadline)).toStrictEqual([
      START + 65_000,
      START + 65_000,
    ]);
  });

  it('ends when all of it must be known, however little that leaves for a POST', async () => {
    const web = fakeWebServer({ status: 401 }, ran(''));
    const slow = (post: Post) => {
      const answer = web.post(post);
      vi.setSystemTime(START + 60_000);
      return answer;
    };
    await createAirflowCli(fakeMwaa(), slow).run(REQUEST, { ...TIME, until: START + 70_000 });
    expect(web.posts.map(({ deadline }) => deadline)).toStrictEqual([
      START + 65_000,
      START + 70_000,
    ]);
  });
});
