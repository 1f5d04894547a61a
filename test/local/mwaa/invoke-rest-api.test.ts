import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fault, OnCall, ToldCall } from '../../../local/calls';
import { type AirflowModelOptions, createAirflowModel } from '../../../local/mwaa/model/model';
import { RanList } from '../../../local/mwaa/ran';
import { startStandIn } from '../../../local/mwaa/stand-in';
import { invokeRestApi, type RestApiInput } from '../../support/invoke-rest-api';

const NAME = 'MyEnvironment';
const TRIGGER: RestApiInput = { Path: '/dags/my_dag/dagRuns', Method: 'POST' };

/** MWAA with one environment, and what its Airflow was asked. */
async function testMwaa(options: Partial<AirflowModelOptions> = {}, onCall?: OnCall) {
  const ran = new RanList();
  const engine = createAirflowModel({ version: '2.11.2', dagIds: ['my_dag'], ...options });
  const standIn = await startStandIn({
    engines: new Map([[NAME, engine]]),
    onRan: ran.add,
    onCall,
  });
  onTestFinished(() => standIn.stop());
  const invoke = (input: RestApiInput, name = NAME) => invokeRestApi(standIn.apiUrl, name, input);
  return { invoke, ran, engine, environment: standIn.environments.get(NAME) };
}

describe('InvokeRestApi', () => {
  it("wraps Airflow's answer, and keeps every digit on both ways", async () => {
    const { invoke, engine, ran } = await testMwaa();
    const body = '{"dag_run_id":"r1","conf":{"id":12345678901234567890123,"price":1.0}}';

    const { httpStatus, error, text } = await invoke({ ...TRIGGER, body });

    expect({ httpStatus, error }).toEqual({ httpStatus: 200, error: null });
    expect(text).toMatch(/^\{"RestApiStatusCode":200,"RestApiResponse":\{.*"dag_run_id": "r1"/);
    expect(text).toContain('"id": 12345678901234567890123, "price": 1.0');
    await engine.dagRuns('my_dag'); // the run ends at the next look
    expect(await engine.confOf('my_dag', 'r1')).toContain('12345678901234567890123');
    expect(ran.requests).toMatchObject([
      { kind: 'request', environment: NAME, method: 'POST', path: TRIGGER.Path, status: 200 },
    ]);
  });

  it('hands on query parameters, each of a list for itself', async () => {
    const { invoke, ran } = await testMwaa();
    const QueryParameters = { state: ['queued', 'success'], limit: 5, order_by: '-id' };

    const { text } = await invoke({ Path: TRIGGER.Path, Method: 'GET', QueryParameters });

    expect(JSON.parse(text)).toEqual({
      RestApiStatusCode: 200,
      RestApiResponse: { dag_runs: [], total_entries: 0 },
    });
    expect(ran.requests[0]?.query).toBe('state=queued&state=success&limit=5&order_by=-id');
  });

  it('leaves the response out where Airflow answers without content', async () => {
    const { invoke } = await testMwaa();
    await invoke({ Path: '/variables', Method: 'POST', body: '{"key":"k","value":"v"}' });

    const { text } = await invoke({ Path: '/variables/k', Method: 'DELETE' });

    expect(text).toBe('{"RestApiStatusCode":204}');
  });

  it.each([
    ['a refusal', '2.11.2', 'no_dag', '{}', 'RestApiClientException', 404],
    [
      'what Airflow did not foresee',
      '2.11.2',
      'my_dag',
      '{"dag_run_id":"a b"}',
      'RestApiServerException',
      500,
    ],
    ['a refusal of Airflow 3', '3.3.1', 'my_dag', '{}', 'RestApiClientException', 422],
  ])('answers %s with 400, and an exception that tells the status', async (...row) => {
    const [, version, dagId, body, name, status] = row;
    const { invoke } = await testMwaa({ version });

    const answer = await invoke({ ...TRIGGER, Path: `/dags/${dagId}/dagRuns`, body });

    expect(answer).toMatchObject({ httpStatus: 400, error: name });
    expect(JSON.parse(answer.text)).toMatchObject({ RestApiStatusCode: status });
  });

  it.each<[string, RestApiInput, RegExp]>([
    ['a path of 65 characters', { ...TRIGGER, Path: `/${'x'.repeat(64)}` }, /'path'.*equal to 64/],
    ['an empty path', { ...TRIGGER, Path: '' }, /'path'.*not be empty/],
    ['an unknown method', { ...TRIGGER, Method: 'HEAD' }, /"HEAD" at 'method'.*enum/],
    ['a query that is a list', { ...TRIGGER, QueryParameters: [1] }, /'queryParameters'/],
  ])('refuses %s', async (_, input, message) => {
    const { invoke, ran } = await testMwaa();

    const { httpStatus, error, text } = await invoke(input);

    expect({ httpStatus, error }).toEqual({ httpStatus: 400, error: 'ValidationException' });
    expect(JSON.parse(text).message).toMatch(message);
    expect(ran.requests).toEqual([]);
  });

  it('takes a path of 64 characters', async () => {
    const { invoke, ran } = await testMwaa();

    await invoke({ Path: `/variables/${'k'.repeat(53)}`, Method: 'GET' });

    expect(ran.requests).toMatchObject([{ status: 404 }]);
  });

  it('knows no environment of another name', async () => {
    const { invoke } = await testMwaa();

    expect(await invoke(TRIGGER, 'Other')).toMatchObject({
      httpStatus: 404,
      error: 'ResourceNotFoundException',
    });
  });

  it.each(['1.10.12', '2.0.2', '2.4.2'])('is too new for Airflow %s', async (version) => {
    const { invoke } = await testMwaa({ version });

    expect(await invoke(TRIGGER)).toEqual({
      httpStatus: 400,
      error: null,
      text: 'Update your environment to use InvokeRestApi',
    });
  });
});

describe('a call of InvokeRestApi', () => {
  it('is told with its input, before it runs and after', async () => {
    const told: [ToldCall, number][] = [];
    const { invoke, ran } = await testMwaa({}, (call) => {
      told.push([call, ran.requests.length]);
    });

    await invoke({ ...TRIGGER, body: '{"dag_run_id":"r1"}' });

    const input = { ...TRIGGER, Body: { dag_run_id: 'r1' } };
    const call = { service: 'mwaa', operation: 'InvokeRestApi', input, environment: NAME };
    expect(told).toEqual([
      [{ ...call, phase: 'before' }, 0],
      [{ ...call, phase: 'after' }, 1],
    ]);
  });

  it.each<[string, Fault, number]>([
    ['never runs', 'reset', 0],
    ['runs', { after: 'reset' }, 1],
  ])('%s, and finds the connection reset', async (_, fault, count) => {
    const { invoke, engine } = await testMwaa({}, () => fault);

    await expect(invoke({ ...TRIGGER, body: '{}' })).rejects.toThrow('fetch failed');

    expect(await engine.dagRuns('my_dag')).toHaveLength(count);
  });

  it('counts among what runs at once, as commands do', async () => {
    const { invoke, environment, engine } = await testMwaa();
    const asked = Promise.withResolvers<void>();
    const answer = engine.run.bind(engine);
    engine.run = async (commandText) => {
      await asked.promise;
      return answer(commandText);
    };

    const command = environment?.run('version');
    await invoke({ Path: '/version', Method: 'GET' });
    asked.resolve();
    await command;

    expect(environment?.mostAtOnce).toBe(2);
  });
});
