import { describe, expect, it } from 'vitest';
import { EnvironmentUnavailableError } from '../../../../lambda/contract/errors';
import { errorOf, placesOf } from '../../../support/errors';
import { type MwaaReply, mwaaThat } from '../../../support/mwaa-api';

const TOKEN = 'eyJ0eXAi.secret-token.c2ln';
const HOST = 'h.c2.us-east-1.airflow.amazonaws.com';

const ASKED = 'POST /clitoken/MyEnvironment';
const throttled = {
  status: 429,
  errorType: 'ThrottlingException',
  body: { message: 'Rate exceeded' },
};

async function failureOf(...replies: readonly MwaaReply[]): Promise<Error> {
  const { mwaa } = await mwaaThat(...replies);
  const error = await errorOf(() => mwaa.mintToken());
  expect(error).toBeInstanceOf(EnvironmentUnavailableError);
  expect(placesOf('secret-token', error)).toStrictEqual([]);
  return error;
}

describe('a CLI token', () => {
  it('is asked for by the environment’s name, and comes with its host', async () => {
    const { mwaa, asked } = await mwaaThat({ body: { CliToken: TOKEN, WebServerHostname: HOST } });
    expect(await mwaa.mintToken()).toStrictEqual({ token: TOKEN, host: HOST });
    expect(asked).toStrictEqual([ASKED]);
  });

  it('is had all the same when MWAA is busy twice', async () => {
    const good = { body: { CliToken: TOKEN, WebServerHostname: HOST } };
    const { mwaa, asked } = await mwaaThat(throttled, throttled, good);
    expect(await mwaa.mintToken()).toMatchObject({ token: TOKEN });
    expect(asked).toStrictEqual([ASKED, ASKED, ASKED]);
  });

  it('has the command wait when MWAA stays busy', async () => {
    const error = await failureOf(throttled);
    expect(error.message).toContain('CreateCliToken of environment "MyEnvironment" failed');
    expect(error.message).toContain('ThrottlingException: Rate exceeded');
  });

  it('has the command wait when there is no such environment, which is named', async () => {
    const { message } = await failureOf({
      status: 404,
      errorType: 'ResourceNotFoundException',
      body: { message: 'not found' },
    });
    expect(message).toContain(
      'there is no environment "MyEnvironment" in this account and region: create it, or deploy the queue with the right name',
    );
  });

  it.each(['AccessDeniedException', 'AccessDenied'])(
    'has the command wait when it is denied with %s, and names the permission',
    async (errorType) => {
      const { message } = await failureOf({ status: 403, errorType, body: { message: 'denied' } });
      expect(message).toContain(
        "allow airflow:CreateCliToken on the environment to the runner's role",
      );
    },
  );

  it.each([
    ['token', { WebServerHostname: HOST }],
    ['host', { CliToken: TOKEN }],
    ['anything', {}],
    ['a token that is not empty', { CliToken: '', WebServerHostname: HOST }],
  ])('has the command wait when the answer comes without %s', async (_title, body) => {
    const { message } = await failureOf({ body });
    expect(message).toBe('CreateCliToken answered without a token or a host');
  });

  it.each([
    ['cut off', `{"CliToken":"${TOKEN}`],
    ['followed by more', `{"CliToken":"${TOKEN}"}secret-token`],
    ['no JSON', `secret-token`],
    ['a page', '<html>secret-token</html>'],
  ])('is in no error when the answer is %s', async (_title, body) => {
    const { message } = await failureOf({ body });
    expect(message).toContain(
      'CreateCliToken of environment "MyEnvironment" answered with no JSON',
    );
  });
});

describe("the environment's version", () => {
  it('is asked for by name', async () => {
    const { mwaa, asked } = await mwaaThat({ body: { Environment: { AirflowVersion: '2.10.3' } } });
    expect(await mwaa.airflowVersion()).toBe('2.10.3');
    expect(asked).toStrictEqual(['GET /environments/MyEnvironment']);
  });

  it.each([{}, { Environment: {} }])('has the command wait when the answer is %j', async (body) => {
    const { mwaa } = await mwaaThat({ body });
    const error = await errorOf(() => mwaa.airflowVersion());
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toBe('GetEnvironment answered without an AirflowVersion');
  });

  it('has the command wait when asking is denied, and names the permission', async () => {
    const denied = { status: 403, errorType: 'AccessDeniedException', body: { message: 'no' } };
    const { mwaa } = await mwaaThat(denied);
    const error = await errorOf(() => mwaa.airflowVersion());
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain('allow airflow:GetEnvironment');
  });
});
