import { request } from 'node:https';
import { CreateCliTokenCommand, GetEnvironmentCommand, MWAAClient } from '@aws-sdk/client-mwaa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AirflowOptions, type MwaaCall, startMwaaStandIn } from '../../testing';
import { invokeRestApi, type RestApiInput } from '../support/invoke-rest-api';

const NAME = 'MyEnvironment';

/** A stand-in with one environment, and its clients; both are stopped when the test has finished. */
async function testStandIn(options: Partial<AirflowOptions> = {}) {
  const airflow = { airflowVersion: '2.11.2', dagIds: ['my_dag'], ...options };
  const mwaa = await startMwaaStandIn({ environments: { [NAME]: airflow } });
  const client = new MWAAClient({
    endpoint: mwaa.endpoint,
    disableHostPrefix: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await mwaa.stop();
  });
  const run = async (command: string): Promise<number | undefined> => {
    const token = await client.send(new CreateCliTokenCommand({ Name: NAME }));
    const host = token.WebServerHostname ?? '';
    const [hostname, port] = mwaa.webServerAddress.split(':');
    const tls = { servername: host, ca: mwaa.certificateAuthority };
    const headers = { host, authorization: `Bearer ${token.CliToken}` };
    const path = '/aws_mwaa/cli';
    return new Promise((resolve, reject) => {
      request({ hostname, port, ...tls, method: 'POST', path, headers, agent: false })
        .on('response', (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end(command);
    });
  };
  return { mwaa, client, run };
}

describe("MWAA's stand-in", () => {
  it('tells what was triggered, and what was run', async () => {
    const { mwaa, run } = await testStandIn();

    expect(await run('dags trigger my_dag --run-id r1 --conf \'{"day": 1}\'')).toBe(200);
    expect(await run('dags trigger no_dag')).toBe(200);

    expect(await mwaa.dagRuns(NAME, 'my_dag')).toMatchObject([{ runId: 'r1', conf: { day: 1 } }]);
    expect(await mwaa.dagRuns(NAME, 'no_dag')).toEqual([]);
    expect(mwaa.commands.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
    expect(mwaa.commands[0]).toMatchObject({
      environment: NAME,
      commandText: 'dags trigger my_dag --run-id r1 --conf \'{"day": 1}\'',
    });
    expect(mwaa.mostAtOnce(NAME)).toBe(1);
  });

  it('has the version and the paused DAGs that it was told', async () => {
    const { client, run, mwaa } = await testStandIn({ pausedDagIds: ['my_dag'] });

    const { Environment } = await client.send(new GetEnvironmentCommand({ Name: NAME }));
    await run('dags list --output json');

    expect(Environment).toMatchObject({ Name: NAME, AirflowVersion: '2.11.2' });
    expect(mwaa.commands[0]?.stdout).toContain('"is_paused": "True"');
  });

  it('asks once for each call what goes wrong with it', async () => {
    const { mwaa, run } = await testStandIn();
    const calls: MwaaCall[] = [];
    mwaa.setFault((call) => {
      calls.push(call);
      return call.operation === 'RunCommand' ? { status: 503 } : undefined;
    });

    expect(await run('version')).toBe(503);
    expect(calls).toEqual([
      { operation: 'CreateCliToken', environment: NAME },
      { operation: 'RunCommand', environment: NAME, commandText: 'version' },
    ]);
    expect(mwaa.commands).toEqual([]);

    mwaa.setFault(undefined);
    expect(await run('version')).toBe(200);
  });

  it('loses the answer of a command that it has run', async () => {
    const { mwaa, run } = await testStandIn();
    mwaa.setFault(({ operation }) => (operation === 'RunCommand' ? { after: 'reset' } : undefined));

    await expect(run('dags trigger my_dag')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await mwaa.dagRuns(NAME, 'my_dag')).toHaveLength(1);
  });

  it('tells what the REST API was asked, and asks what goes wrong with it', async () => {
    const { mwaa } = await testStandIn();
    const calls: MwaaCall[] = [];
    mwaa.setFault((call) => {
      calls.push(call);
      return call.request?.method === 'GET' ? 'reset' : undefined;
    });
    const path = '/dags/my_dag/dagRuns';
    const body = '{"dag_run_id":"r1","conf":{"day":1}}';
    const invoke = (input: RestApiInput) => invokeRestApi(mwaa.endpoint, NAME, input);

    expect(await invoke({ Method: 'POST', Path: path, body })).toMatchObject({ httpStatus: 200 });
    await expect(invoke({ Method: 'GET', Path: path })).rejects.toThrow('fetch failed');

    const operation = 'InvokeRestApi';
    expect(calls).toEqual([
      { operation, environment: NAME, request: { method: 'POST', path } },
      { operation, environment: NAME, request: { method: 'GET', path } },
    ]);
    expect(mwaa.requests).toMatchObject([
      {
        method: 'POST',
        path,
        body: { dag_run_id: 'r1' },
        status: 200,
        response: { state: 'queued' },
      },
    ]);
    expect(await mwaa.dagRuns(NAME, 'my_dag')).toMatchObject([{ runId: 'r1', conf: { day: 1 } }]);
  });

  it('names an environment that it does not have', async () => {
    const { mwaa } = await testStandIn();
    const fault = `environment "Other" is none of the stand-in's: there are ${NAME}`;
    await expect(mwaa.dagRuns('Other', 'my_dag')).rejects.toThrow(fault);
    expect(() => mwaa.mostAtOnce('Other')).toThrow(fault);
  });
});

describe("the stand-in's options", () => {
  const airflow = { airflowVersion: '2.11.2', dagIds: ['my_dag'] };

  it.each([
    [{}, 'environments is empty: name at least one, with its airflowVersion and dagIds'],
    [
      { A: { ...airflow, dags: [] } },
      'environments.A.dags is not known: there are airflowVersion, dagIds, pausedDagIds, commandDurationMs, requestDurationMs',
    ],
    [
      { A: { ...airflow, airflowVersion: '4.0' } },
      /Airflow version "4\.0" is not supported: use 1\.10, 2\.x or 3\.x/,
    ],
    [
      { A: { ...airflow, dagIds: ['-x'] } },
      /environments\.A\.dagIds: DAG id "-x" has 2 characters/,
    ],
    [
      { A: { ...airflow, pausedDagIds: ['b'] } },
      'environments.A.pausedDagIds has "b", which is not in dagIds: name it there too',
    ],
    [
      { A: { ...airflow, commandDurationMs: -1 } },
      'environments.A.commandDurationMs is -1: give milliseconds, at least 0',
    ],
    [
      { A: { ...airflow, requestDurationMs: Number.NaN } },
      'environments.A.requestDurationMs is null: give milliseconds, at least 0',
    ],
  ])('are refused when they are %j', async (environments, fault) => {
    await expect(startMwaaStandIn({ environments })).rejects.toThrow(fault);
  });

  it('are refused when a list is missing, which only JavaScript lets pass', async () => {
    const environments = JSON.parse('{"A": {"airflowVersion": "2.11.2"}}');
    await expect(startMwaaStandIn({ environments })).rejects.toThrow(
      'environments.A.dagIds is undefined: give the ids of the DAGs in a list, which may be empty',
    );
  });
});
