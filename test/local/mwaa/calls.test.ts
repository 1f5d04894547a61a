import { request } from 'node:https';
import { CreateCliTokenCommand, GetEnvironmentCommand, MWAAClient } from '@aws-sdk/client-mwaa';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer, Fault, OnCall, ToldCall } from '../../../local/calls';
import { advanceClock, restoreClock } from '../../../local/clock';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { RanList } from '../../../local/mwaa/ran';
import { startStandIn } from '../../../local/mwaa/stand-in';

const NAME = 'MyEnvironment';

/** MWAA with one environment. `ran` holds the commands that its web server ran. */
async function testMwaa(onCall?: OnCall) {
  const ran = new RanList();
  const standIn = await startStandIn({
    engines: new Map([[NAME, createAirflowModel({ version: '2.11.2', dagIds: [] })]]),
    onRan: ran.add,
    onCall,
  });
  const mwaa = new MWAAClient({
    endpoint: standIn.apiUrl,
    disableHostPrefix: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'function', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    mwaa.destroy();
    await standIn.stop();
  });
  const environment = standIn.environments.get(NAME);
  const post = (token: string, command = 'version', signal?: AbortSignal) =>
    postCommand({
      address: standIn.webServerAddress,
      host: environment?.host ?? '',
      authority: standIn.authority,
      token,
      command,
      signal,
    });
  return { mwaa, environment, post, ran: ran.commands };
}

interface Post {
  readonly address: string;
  readonly host: string;
  readonly authority: string;
  readonly token: string;
  readonly command: string;
  readonly signal: AbortSignal | undefined;
}

/** @returns the answer's status */
function postCommand({ address, host, authority, token, command, signal }: Post): Promise<number> {
  const { hostname, port } = new URL(`https://${address}`);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, servername: host, ca: authority, signal, agent: false };
    const headers = { host, authorization: `Bearer ${token}` };
    const path = '/aws_mwaa/cli';
    request({ ...options, method: 'POST', path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end(command);
  });
}

const TOKEN = new CreateCliTokenCommand({ Name: NAME });

const ERROR: Answer = {
  status: 500,
  headers: { 'x-amzn-errortype': 'InternalServerException' },
  body: '{"message":"no luck"}',
};

describe("a call of MWAA's API", () => {
  it('is told by its operation and its environment, before and after', async () => {
    const told: ToldCall[] = [];
    const { mwaa } = await testMwaa((call) => {
      told.push(call);
    });

    await mwaa.send(TOKEN);
    await mwaa.send(new GetEnvironmentCommand({ Name: NAME }));

    expect(told).toMatchObject(
      ['CreateCliToken', 'GetEnvironment'].flatMap((operation) =>
        ['before', 'after'].map((phase) => ({
          service: 'mwaa',
          operation,
          environment: NAME,
          phase,
        })),
      ),
    );
  });

  it('of an environment that is not there is told, too', async () => {
    const told: ToldCall[] = [];
    const { mwaa } = await testMwaa((call) => {
      told.push(call);
    });

    await expect(mwaa.send(new GetEnvironmentCommand({ Name: 'Other' }))).rejects.toThrow(
      "Environment with name 'Other' not found.",
    );

    expect(told.map(({ environment }) => environment)).toEqual([undefined, undefined]);
  });

  it.each<[string, Fault, string]>([
    ['an error', ERROR, 'no luck'],
    ['a reset', 'reset', 'socket hang up'],
    ['an error afterwards', { after: ERROR }, 'no luck'],
  ])('can be answered with %s', async (_, fault, message) => {
    const { mwaa } = await testMwaa(() => fault);

    await expect(mwaa.send(TOKEN)).rejects.toThrow(message);
  });
});

describe('a command that is posted', () => {
  it('is told with its text, before it runs and after', async () => {
    const told: [ToldCall, number][] = [];
    const { environment, post, ran } = await testMwaa((call) => {
      told.push([call, ran.length]);
    });

    expect(await post(environment?.mintToken() ?? '', 'version --x')).toBe(200);

    const call = {
      service: 'web-server',
      operation: 'POST',
      input: 'version --x',
      environment: NAME,
    };
    expect(told).toEqual([
      [{ ...call, phase: 'before' }, 0],
      [{ ...call, phase: 'after' }, 1],
    ]);
  });

  it.each<[string, Fault, number]>([
    ['never runs', { status: 502 }, 0],
    ['runs', { after: { status: 502 } }, 1],
  ])('%s, and is answered with an error', async (_, fault, count) => {
    const { environment, post, ran } = await testMwaa(() => fault);

    expect(await post(environment?.mintToken() ?? '')).toBe(502);

    expect(ran).toHaveLength(count);
  });

  it.each<[string, Fault, number]>([
    ['never runs', 'reset', 0],
    ['runs', { after: 'reset' }, 1],
  ])('%s, and finds the connection reset', async (_, fault, count) => {
    const { environment, post, ran } = await testMwaa(() => fault);

    await expect(post(environment?.mintToken() ?? '')).rejects.toThrow('socket hang up');

    expect(ran).toHaveLength(count);
  });

  it.each<[string, Fault, 'before' | 'after', number]>([
    ['never runs', 'hang', 'before', 0],
    ['runs', { after: 'hang' }, 'after', 1],
  ])('%s, and is never answered', async (_, fault, lastPhase, count) => {
    const told = Promise.withResolvers<void>();
    const aborted = new AbortController();
    const { environment, post, ran } = await testMwaa(({ phase, input }) => {
      if (input !== 'hang') return undefined;
      if (phase === lastPhase) told.resolve();
      return fault;
    });
    const token = environment?.mintToken() ?? '';

    const posted = expect(post(token, 'hang', aborted.signal)).rejects.toThrow('aborted');
    await told.promise;
    await post(token, 'version'); // an answer would have come before this one
    aborted.abort();

    await posted;
    expect(ran.filter(({ commandText }) => commandText === 'hang')).toHaveLength(count);
  });
});

it('a token lives a minute, by the clock that tests move', async () => {
  onTestFinished(restoreClock);
  const { environment, post } = await testMwaa();
  const token = environment?.mintToken() ?? '';

  await advanceClock(59_000);
  expect(await post(token)).toBe(200);
  await advanceClock(2000);
  expect(await post(token)).toBe(403);
});
