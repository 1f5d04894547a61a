import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerIn } from '../../../../lambda/adapters/mwaa/rest-errors';
import type { RestRequest } from '../../../../lambda/airflow/rest/exchange';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  NoRestApiError,
} from '../../../../lambda/contract/errors';
import { parseExactJson } from '../../../../lambda/contract/json';
import { addressOf, listen } from '../../../../local/http-server';
import { errorOf } from '../../../support/errors';
import { type RestAction, restApiThat, restAt } from '../../../support/rest-api';

const REQUEST: RestRequest = { method: 'POST', path: '/dags/load/dagRuns' };
const soon = (milliseconds = 60_000) => Date.now() + milliseconds;

async function failureOf(action: RestAction, until = soon()) {
  const { rest, seen } = await restApiThat(action);
  const error = await errorOf(() => rest.call(REQUEST, until));
  expect(seen.length).toBeLessThanOrEqual(1);
  return error;
}

describe('a request by REST', () => {
  it('goes to InvokeRestApi of the environment, each digit of its body as it was', async () => {
    const { rest, seen } = await restApiThat(told(200, {}));
    const body = { conf: parseExactJson('{"id":12345678901234567890,"a":1.0,"e":"é"}') };
    await rest.call({ ...REQUEST, body, query: { limit: '100' } }, soon());
    expect(seen).toStrictEqual([
      {
        line: 'POST /restapi/MyEnvironment',
        body: '{"Path":"/dags/load/dagRuns","Method":"POST","QueryParameters":{"limit":"100"},"Body":{"conf":{"id":12345678901234567890,"a":1.0,"e":"é"}}}',
      },
    ]);
  });

  it('gives back what Airflow answered, each digit as it was', async () => {
    const body = '{"RestApiStatusCode":201,"RestApiResponse":{"a":12345678901234567890}}';
    const { rest } = await restApiThat({ body });
    const answer = await rest.call(REQUEST, soon());
    expect(JSON.stringify(answer)).toBe('{"status":201,"body":{"a":12345678901234567890}}');
  });

  it.each([undefined, '', null])(
    'gives back that a deletion has no content: %j',
    async (answer) => {
      const { rest } = await restApiThat(told(204, answer));
      const deletion = { method: 'DELETE', path: '/variables/x' } as const;
      expect(await rest.call(deletion, soon())).toStrictEqual({ status: 204, body: answer });
    },
  );

  it.each([400, 404, 409, 422])('gives back a refusal of Airflow’s, too: %i', async (status) => {
    const detail = { detail: 'no' };
    const { rest } = await restApiThat({
      status: 400,
      errorType: 'RestApiClientException',
      body: { RestApiStatusCode: status, RestApiResponse: detail },
    });
    expect(await rest.call(REQUEST, soon())).toStrictEqual({ status, body: detail });
  });
});

const client = (status: number, answer: unknown = { detail: 'no' }) => ({
  status: 400,
  errorType: 'RestApiClientException',
  body: { RestApiStatusCode: status, RestApiResponse: answer },
});
const told = (status: number, answer?: unknown) => ({
  body: { RestApiStatusCode: status, RestApiResponse: answer },
});
const server = (body: object) => ({ status: 400, errorType: 'RestApiServerException', body });
const aws = (status: number, errorType: string, message = 'said') => ({
  status,
  errorType,
  body: { message },
});

describe('a request by REST has certainly done nothing when', () => {
  it.each([
    [
      'the role in Airflow must not',
      client(403),
      'its role "User" must not do that; give airflowRole',
    ],
    ['Airflow does not know who asks', client(401), 'Airflow answered 401'],
    ['a proxy knows no such path', client(404, '<html>'), 'not by Airflow'],
    ['a proxy points elsewhere', told(302, '<html>'), 'not by Airflow'],
    ['MWAA tells so by a 200', told(403), 'its role "User" must not do that'],
    ['Airflow is busy', client(429), 'Airflow answered 429, it is busy'],
    [
      'IAM denies it',
      aws(403, 'AccessDeniedException'),
      "allow airflow:InvokeRestApi on role/MyEnvironment/User to the runner's role",
    ],
    [
      'there is no environment',
      aws(404, 'ResourceNotFoundException'),
      'there is no environment "MyEnv',
    ],
    [
      'MWAA throttles',
      aws(429, 'ThrottlingException', 'Rate exceeded'),
      'ThrottlingException: Rate',
    ],
    ['MWAA refuses it', aws(400, 'ValidationException'), 'failed (ValidationException: said)'],
    ['it is signed wrongly', aws(403, 'InvalidSignatureException'), 'InvalidSignatureException'],
  ])('%s', async (_title, action, text) => {
    const error = await failureOf(action);
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error).not.toBeInstanceOf(NoRestApiError);
    expect(error.message).toContain(text);
    expect(error.message).toContain('(POST /dags/load/dagRuns)');
  });

  it.each(['', '{"message":', '{"__type":"com.amazonaws.mwaa#ValidationException","Message":"'])(
    'the environment is too old, however it says so: %s',
    async (start) => {
      const words = 'Update your environment to use InvokeRestApi';
      const body = start === '' ? words : `${start}${start.endsWith('"') ? '' : '"'}${words}"}`;
      const error = await failureOf({ status: 400, body });
      expect(error).toBeInstanceOf(NoRestApiError);
      expect(error.message).toContain('update the environment, or deploy the queue with via "cli"');
    },
  );

  it('the environment is too old, and MWAA says so as of an answer of Airflow', async () => {
    const message = 'Update your environment to use InvokeRestApi';
    const error = await failureOf(aws(400, 'RestApiClientException', message));
    expect(error).toBeInstanceOf(NoRestApiError);
  });

  it('nobody listens', async () => {
    const error = await errorOf(() => restAt(1).call(REQUEST, soon()));
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain('needs the endpoint airflow.env');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['is reset', (socket) => socket.resetAndDestroy()],
    ['is not answered', () => {}],
  ])('the beginning of TLS %s', async (_title, onConnection) => {
    const server = await listen(
      createServer((socket) => onConnection(socket.on('error', () => {}))),
    );
    onTestFinished(() => void server.close());
    const port = Number(addressOf(server).split(':')[1]);
    const error = await errorOf(() => restAt(port, undefined, 'https').call(REQUEST, soon(300)));
    expect(error).toBeInstanceOf(EnvironmentUnavailableError);
    expect(error.message).toContain('no connection to MWAA');
  });
});

describe('a request by REST may have done what it asks for when', () => {
  it.each<[string, RestAction, string]>([
    ['Airflow fails', server({ RestApiStatusCode: 500 }), 'senseless'],
    ['MWAA tells of a failure by a 200', told(500), 'senseless'],
    ['Airflow is down', server({ RestApiStatusCode: 503 }), 'environment'],
    ['Airflow takes too long', server({ RestApiStatusCode: 504 }), 'late'],
    ['MWAA ends it after its ten seconds', server({ message: 'The request timed out' }), 'late'],
    ['MWAA ends it, and blames who asked', aws(400, 'RestApiClientException'), 'late'],
    ['a gateway ends it', aws(408, 'UnknownError'), 'late'],
    ['MWAA ends it by a name of its own', aws(400, 'RequestTimeoutException'), 'late'],
    ['a gateway before Airflow ends it', client(408), 'late'],
    ['MWAA fails', aws(500, 'InternalServerException'), 'environment'],
    ['the answer has no status', { body: {} }, 'senseless'],
    ['the answer is a page', { body: '<html>secret</html>' }, 'senseless'],
    ['Airflow’s answer is a page', told(200, '<html>secret</html>'), 'senseless'],
    ['Airflow’s answer is nothing', told(200), 'senseless'],
    ['the connection is reset', (response) => response.destroy(), 'environment'],
    [
      'the answer breaks off',
      (r) => r.writeHead(200, { 'content-length': 9 }).end('{', () => r.destroy()),
      'environment',
    ],
  ])('%s', async (_title, action, trouble) => {
    const error = await failureOf(action);
    expect(error).toBeInstanceOf(AnswerLostError);
    expect(error).toHaveProperty('trouble', trouble);
    expect(error.message).not.toContain('secret');
  });

  it.each<[string, RestAction]>([
    ['there is no answer', () => {}],
    ['the answer does not end', (response) => void response.writeHead(200).write('{')],
  ])('%s in time', async (_title, action) => {
    const error = await failureOf(action, soon(300));
    expect(error).toBeInstanceOf(AnswerLostError);
    expect(error).toHaveProperty('trouble', 'late');
  });
});

it('Without credentials nothing was sent', () => {
  const caller = { environmentName: 'MyEnvironment', airflowRole: 'User' };
  const unsigned = Object.assign(new Error('no'), { name: 'CredentialsProviderError' });
  const progress = { isOpening: false, isLate: false };
  expect(() => answerIn(unsigned, REQUEST, caller, progress)).toThrow(EnvironmentUnavailableError);
});

it('Requests by REST wait for one another, as the limit of MWAA has them', async () => {
  const { port } = await restApiThat(told(200, {}));
  const pauses: number[] = [];
  const clock = { now: () => 1000, pause: async (ms: number) => void pauses.push(ms) };
  const rest = restAt(port, clock);
  for (const _ of [1, 2, 3]) await rest.call(REQUEST, 60_000);
  expect(pauses).toStrictEqual([100, 100]);
});
