import { beforeEach, describe, expect, it } from 'vitest';
import { always, inTurn, refusal, requesting, restError } from '../../support/faults/calls';
import { announced, asked, ends, logged } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { textOf } from '../../support/recorded-output';
import { REST_ENVIRONMENT, results, TRIGGERING, trigger } from '../../support/rest-environment';

const VERSIONS = ['2.11.2', '3.3.1'];
const DATE = '2026-01-02T03:04:05Z';

const bench = useBench({ environment: REST_ENVIRONMENT });

describe.each(VERSIONS)('by REST, on Airflow %s', (version) => {
  beforeEach(() => {
    bench.airflow.replace({ version });
  });

  it('a trigger makes its run, and says so by record, log and event', async () => {
    await bench.runAll(trigger('r1', { conf: { a: "it's", b: [1.5, 'é'] }, logicalDate: DATE }));

    const [run, ...more] = await bench.airflow.dagRuns('orders');
    expect(more).toEqual([]);
    expect(run).toMatchObject({ runId: 'r1', conf: { a: "it's", b: [1.5, 'é'] } });
    const [[via, stdout = ''] = []] = await results(bench);
    expect(via).toBe('rest');
    expect(JSON.parse(stdout)).toMatchObject([{ dag_id: 'orders', dag_run_id: 'r1' }]);
    expect(logged(bench)).toContainEqual(expect.objectContaining({ via: 'rest', runId: 'r1' }));
    expect(announced(bench, 'Airflow Command Succeeded')).toMatchObject([{ via: 'rest' }]);
    expect(bench.ran).toEqual([]);
  });

  it('runs are listed and looked at, in the words of the CLI', async () => {
    await bench.runAll(
      trigger('r1', { conf: { a: 1 }, logicalDate: DATE }),
      'dags list-runs orders -o json',
      `dags state orders ${DATE}`,
      'dags state orders 2020-01-01T00:00:00Z',
    );
    const printed = await results(bench);
    await bench.restart({ MWAAQ_VIA: 'cli' });
    await bench.runAll('dags list-runs orders -o json', `dags state orders ${DATE}`);

    expect(printed.map(([via]) => via)).toEqual(['rest', 'rest', 'rest', 'rest']);
    const byCli = (await results(bench)).slice(4).map(([, stdout = '']) => stdout);
    expect(byCli[0]).toContain(printed[1]?.[1]);
    expect(byCli[1]).toContain(printed[2]?.[1]);
    expect(printed[3]?.[1]).toBe('None\n');
  });

  it('a DAG is paused and unpaused', async () => {
    await bench.runAll('dags pause orders');
    expect(await bench.airflow.isPaused('orders')).toBe(true);
    await bench.runAll('dags unpause orders');
    expect(await bench.airflow.isPaused('orders')).toBe(false);
    expect(await ends(bench)).toEqual(['succeeded', 'succeeded']);
    expect(bench.ran).toEqual([]);
  });

  it('variables are set, changed, listed, read and deleted, and their values shown nowhere', async () => {
    const set = (value: string) => ({ argv: ['variables', 'set', 'greeting', value] });
    await bench.runAll(
      set('first-secret'),
      set('second-secret'),
      'variables list -o json',
      'variables get greeting',
      'variables delete greeting',
      'variables delete greeting',
      'variables get greeting',
    );

    expect(await ends(bench)).toEqual([
      ...Array.from({ length: 6 }, () => 'succeeded'),
      expect.stringContaining('failed (Variable greeting does not exist)'),
    ]);
    expect((await results(bench))[2]).toEqual(['rest', '[{"key": "greeting"}]\n']);
    const bodies = bench.requests.flatMap(({ body }) => Object(body).value ?? []);
    expect(bodies).toContain('second-secret');
    const records = (await bench.records.commands()).map(textOf);
    expect(JSON.stringify([bench.events, records])).not.toContain('-secret');
    expect(bench.ran).toEqual([]);
  });

  it('a refusal that quotes a secret shows it nowhere', async () => {
    const quoted = { RestApiStatusCode: 400, RestApiResponse: { detail: "'top-secret' is bad" } };
    bench.onCall = always(requesting(/variables/), restError('RestApiClientException', quoted));
    await bench.runAll({ argv: ['variables', 'set', 'greeting', 'top-secret'] });

    expect(await ends(bench)).toEqual([
      expect.stringContaining('failed (Airflow answered HTTP 400'),
    ]);
    const records = (await bench.records.commands()).map(textOf);
    expect(JSON.stringify([bench.events, records])).not.toContain('top-secret');
  });

  it.each([
    ['without a date', {}],
    ['with a date', { logicalDate: DATE }],
    [
      'with a date and too long an id to be asked for',
      { logicalDate: DATE, runId: `r${'1'.repeat(60)}` },
    ],
  ])('a trigger %s whose answer is lost finds its own run', async (_title, more) => {
    bench.onCall = inTurn(TRIGGERING, [{ after: 'reset' }]);
    await bench.runAll(trigger('r1', more));

    expect(await ends(bench)).toEqual(['succeeded']);
    expect(await bench.airflow.dagRuns('orders')).toHaveLength(1);
    expect(bench.calls.filter(TRIGGERING)).toHaveLength(2);
  });

  it('a trigger with another run’s date has failed for that', async () => {
    await bench.runAll(
      trigger('r1', { logicalDate: DATE }),
      trigger('r2', { logicalDate: DATE }),
      trigger(`r${'3'.repeat(60)}`, { logicalDate: DATE }),
    );

    const failed = expect.stringContaining('failed (another run of the DAG has this logical date');
    expect(await ends(bench)).toEqual(['succeeded', failed, failed]);
    expect(await bench.airflow.dagRuns('orders')).toHaveLength(1);
  });

  it('a DAG that Airflow knows only later is waited for', async () => {
    let tries = 0;
    bench.onCall = (call) => {
      if (call.phase !== 'before' || !requesting(/new_dag/)(call)) return;
      if (++tries === 3) bench.airflow.replace({ version, dagIds: ['new_dag'] });
    };
    await bench.runAll('dags trigger new_dag');

    expect(await ends(bench)).toEqual(['succeeded']);
    expect(tries).toBe(3);
  });
});

describe('in order, one at a time', () => {
  it('commands go by either way, each by the one that it can', async () => {
    const long = 'x'.repeat(51);
    bench.airflow.replace({ dagIds: ['orders', long] });
    await bench.runAll(
      trigger('r1'),
      'tasks states-for-dag-run orders r1 -o json',
      'dags unpause orders',
      { trigger: { dagId: long, runId: 'r2' } },
      'dags trigger orders -r r3 -c \'{"id": 12345678901234567890}\'',
      'dags list-runs orders -o table',
      'version',
    );

    expect((await results(bench)).map(([via]) => via)).toEqual([
      'rest',
      'cli',
      'rest',
      'cli',
      'cli',
      'cli',
      'rest',
    ]);
    expect(asked(bench)).toEqual([
      'POST /dags/orders/dagRuns',
      expect.stringMatching(/^tasks states-for-dag-run/),
      'PATCH /dags/orders',
      expect.stringMatching(/^dags trigger x{51} /),
      expect.stringMatching(/^dags trigger orders --run-id r3/),
      expect.stringMatching(/^dags list-runs/),
      'GET /version',
    ]);
    expect(await bench.airflow.confOf('orders', 'r3')).toContain('12345678901234567890');
  });

  it('what waits behind one that is held overtakes nothing', async () => {
    const throttled = refusal(429, 'ThrottlingException');
    bench.onCall = inTurn(TRIGGERING, [throttled, throttled]);
    await bench.runAll(trigger('r1'), 'tasks states-for-dag-run orders r1 -o json', trigger('r2'));

    expect(asked(bench).map((one) => one.split(' ')[0])).toEqual(['POST', 'tasks', 'POST']);
    expect(await ends(bench)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(bench.calls.filter(TRIGGERING)).toHaveLength(4);
  });
});
