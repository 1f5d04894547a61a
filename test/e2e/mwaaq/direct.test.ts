import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OnCall } from '../../../local/calls';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';
import { Mwaaq } from '../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';
const OLD = 'OldEnvironment';

let run: StackRun;
let mwaaq: Mwaaq;
let onCall: OnCall | undefined;

beforeAll(async () => {
  const airflow = (version: string) => createAirflowModel({ version, dagIds: ['orders', 'sales'] });
  run = await StackRun.start(
    'mwaaq-direct',
    [
      { config: { name: ENVIRONMENT }, engine: airflow('3.3.1') },
      { config: { name: OLD }, engine: airflow('1.10.12') },
    ],
    { onCall: (call) => onCall?.(call) },
  );
  mwaaq = Mwaaq.for(run.local, 'direct');
});

afterAll(() => run?.stop());

beforeEach(() => {
  onCall = undefined;
});

const lastCommand = () => run.ran.at(-1)?.commandText ?? '';

describe('mwaaq exec', () => {
  it('posts a command past the queue, and says so', async () => {
    const { stdout, stderr, code } = await mwaaq.call('exec', '-e', ENVIRONMENT, 'version');

    expect(code).toBe(0);
    expect(stdout).toContain('3.3.1');
    expect(stderr).toContain(
      'mwaaq: on MyEnvironment, past the queue: no order, no allow-list, no record',
    );
    expect(await run.records(ENVIRONMENT)).toEqual([]);
  });

  it.each([
    ['orders', []],
    ['sales', ['--airflow-version', '1']],
  ])('sends trigger_dag to Airflow 1, of %s with %j', async (dag, version) => {
    const { code, stderr } = await mwaaq.call('exec', '-e', OLD, ...version, `dags trigger ${dag}`);

    expect(code, stderr).toBe(0);
    expect(lastCommand()).toMatch(/^trigger_dag /);
  });

  it('runs what the queue’s allow-list would refuse', async () => {
    const { code, stdout } = await mwaaq.call('exec', '-e', ENVIRONMENT, '--', 'dags', 'list');

    expect(code).toBe(0);
    expect(stdout).toContain('orders');
  });

  it('exits 1 when Airflow said no', async () => {
    const { code, stderr } = await mwaaq.call('exec', '-e', ENVIRONMENT, 'dags trigger nowhere');

    expect(code).toBe(1);
    expect(stderr).toContain('mwaaq: failed: ');
  });

  it('exits 3 when the answer is lost', async () => {
    onCall = ({ service, phase }) =>
      service === 'web-server' && phase === 'before' ? { after: 'reset' } : undefined;

    const { code, stderr } = await mwaaq.call('exec', '-e', ENVIRONMENT, 'dags pause orders');

    expect(code).toBe(3);
    expect(stderr).toContain('mwaaq: unknown: ');
    expect(stderr).not.toContain('tried again');
  });

  it('exits 6 when it was certainly not run, with what to do', async () => {
    onCall = ({ service }) => (service === 'web-server' ? { status: 503 } : undefined);

    const { code, stderr } = await mwaaq.call('exec', '-e', ENVIRONMENT, 'version');

    expect(code).toBe(6);
    expect(stderr).toMatch(/mwaaq: not run: .*HTTP 503: it is busy or restarting/);
    expect(stderr).not.toContain('tried again');
  });

  it('exits 2 for a version that there is not', async () => {
    const { code, stderr } = await mwaaq.call(
      'exec',
      '-e',
      OLD,
      '--airflow-version',
      '9',
      'version',
    );

    expect(code).toBe(2);
    expect(stderr).toContain('Airflow version "9" is not supported: use 1.10, ');
  });

  it('needs to be told which of several environments', async () => {
    const { code, stderr } = await mwaaq.call('exec', 'version');

    expect(code).toBe(6);
    expect(stderr).toContain(
      'name one by --stack or --environment, of mwaaq-MyEnvironment (MyEnvironment)',
    );
  });

  it('gives status and both streams as JSON', async () => {
    expect(await mwaaq.json('exec', '-e', ENVIRONMENT, 'dags trigger nowhere')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('nowhere'),
      stderr: expect.stringContaining('DagNotFound'),
      cliMs: expect.any(Number),
    });
  });
});

describe('mwaaq token', () => {
  it('prints what create-cli-token prints, and nothing else where no person sees it', async () => {
    const { stdout, stderr, code } = await mwaaq.call('token', '-e', ENVIRONMENT);

    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(JSON.parse(stdout)).toEqual({
      CliToken: expect.stringMatching(/^ey/),
      WebServerHostname: expect.stringMatching(/\.airflow\.amazonaws\.com$/),
    });
  });

  it('says when there is no such environment', async () => {
    const { stderr, stdout, code } = await mwaaq.call('token', '-e', 'Nowhere');

    expect({ stdout, code }).toEqual({ stdout: '', code: 6 });
    expect(stderr).toContain('there is no environment "Nowhere" in this account and region');
  });
});
