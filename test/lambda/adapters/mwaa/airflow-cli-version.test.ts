import { describe, expect, it, vi } from 'vitest';
import { createAirflowCli } from '../../../../lambda/adapters/mwaa/airflow-cli';
import { KNOWN_VERSIONS } from '../../../../lambda/contract/airflow-version';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import { START } from '../../../support/airflow-cli';
import { errorOf } from '../../../support/errors';
import { fakeMwaa, fakeWebServer } from '../../../support/fake-web';
import { useStoppedClock } from '../../../support/stopped-clock';

useStoppedClock(START);

describe('the version', () => {
  it('is the one that the deployment names, and nobody is asked', async () => {
    const mwaa = fakeMwaa();
    const airflow = createAirflowCli(mwaa, fakeWebServer().post, { major: 3, minor: 1 });
    expect(await airflow.version()).toStrictEqual({ major: 3, minor: 1 });
    expect(mwaa.versionsAsked()).toBe(0);
  });

  it('is asked for, believed for ten minutes, and asked for again', async () => {
    const mwaa = fakeMwaa();
    const airflow = createAirflowCli(mwaa, fakeWebServer().post);
    expect(await airflow.version()).toStrictEqual({ major: 2, minor: 11 });
    vi.setSystemTime(START + 599_000);
    await airflow.version();
    expect(mwaa.versionsAsked()).toBe(1);
    vi.setSystemTime(START + 600_000);
    await airflow.version();
    expect(mwaa.versionsAsked()).toBe(2);
  });

  it('is asked for again once it is forgotten', async () => {
    const mwaa = fakeMwaa();
    const airflow = createAirflowCli(mwaa, fakeWebServer().post);
    await airflow.version();
    airflow.forgetVersion();
    await airflow.version();
    expect(mwaa.versionsAsked()).toBe(2);
  });

  it.each(['9.0.0', '1.9', 'latest'])('has the command wait when it is %s', async (version) => {
    const airflow = createAirflowCli(fakeMwaa(undefined, version), fakeWebServer().post);
    const error = await errorOf(() => airflow.version());
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain(`"${version}" is not supported: use ${KNOWN_VERSIONS}`);
  });
});
