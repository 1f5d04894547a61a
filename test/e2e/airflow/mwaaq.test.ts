import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN_AIRFLOW_VERSIONS } from '../../../local/mwaa/main-versions';
import { type RealAirflow, startRealAirflow } from '../../../local/mwaa/real/real-airflow';
import { StackRun } from '../../../local/stack-run';
import { waitUntil } from '../../../local/wait';
import { Mwaaq } from '../../support/mwaaq';
import { ROOT } from '../../support/process';

const ENVIRONMENT = 'MyEnvironment';
const FAILING = { folder: path.join(ROOT, 'test/support/failing-dag'), dagIds: ['failing'] };

/** Of real time: Airflow starts Python anew for each command and task, on a busy machine. */
const LIMIT_MS = 600_000;

interface Listed {
  readonly id: string;
  readonly outcome?: string;
  readonly command?: string;
}

interface Finding {
  readonly level: string;
  readonly about: string;
  readonly seen: string;
}

describe.each(MAIN_AIRFLOW_VERSIONS)('mwaaq, with Airflow %s', (version) => {
  let home: string;
  let airflow: RealAirflow;
  let run: StackRun;
  let mwaaq: Mwaaq;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), `airflow-mwaaq-${version}-`));
    airflow = await startRealAirflow({
      version,
      home: path.join(home, 'home'),
      dagIds: ['orders'],
      moreDags: FAILING,
      onProgress: console.log,
    });
    const config = { name: ENVIRONMENT, timeouts: { command: 100 } };
    run = await StackRun.start(`mwaaq-airflow-${version}`, [{ config, engine: airflow }]);
    mwaaq = Mwaaq.for(run.local, `airflow-${version}`);
  });

  afterAll(async () => {
    await run?.stop();
    await airflow?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('runs a command, with the output and the exit code that it has in a shell', async () => {
    const said = await mwaaq.call('run', 'version');
    expect(said.code, said.stderr).toBe(0);
    expect(said.stdout.trim().split('\n').at(-1)).toBe(version);

    const denied = await mwaaq.call('run', 'dags trigger nowhere');
    expect(denied.code, denied.stderr).toBe(1);
    expect(denied.stderr).toMatch(/mwaaq: failed: .*nowhere/);
  });

  it('waits for the end of a DAG run that succeeds, whose task gets the conf', async () => {
    const conf = { text: `it's "quoted" \\ and é`, deep: { list: [1, null, true] } };
    const args = ['trigger', 'orders', '--run-id', 'good', '--conf', JSON.stringify(conf)];
    const { code, stderr } = await mwaaq.call(...args, '--wait');

    expect(code, stderr).toBe(0);
    expect(stderr).toContain('mwaaq: success: the run good of orders');
    expect(JSON.parse((await airflow.confOf('orders', 'good')) ?? '')).toEqual(conf);
  });

  it('waits for the end of a DAG run that fails, and exits 1', async () => {
    const { code, stderr } = await mwaaq.call('trigger', 'failing', '--run-id', 'bad', '--wait');

    expect(code, stderr).toBe(1);
    expect(stderr).toContain('mwaaq: failed: the run bad of failing');
  });

  it('runs what is not allowed in the queue past it', async () => {
    const exec = (command: string) => mwaaq.call('exec', '--timeout', '100s', command);
    expect((await mwaaq.call('run', 'dags list')).code).toBe(5);

    const listed = await exec('dags list --output json');
    expect(listed.code, listed.stderr).toBe(0);
    expect(listed.stdout).toContain('"orders"');
    expect(await exec('tasks states-for-dag-run orders never')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^mwaaq: failed: /m),
    });
  });

  it('retries a dead letter, once what it asks for is there', async () => {
    const command = 'tasks states-for-dag-run orders later';
    const failed = await mwaaq.call('run', '--id', 'early', command);
    expect(failed.code, failed.stderr).toBe(1);
    expect(await ids(['failed', 'list'])).toContain('early');

    const triggered = await mwaaq.call('trigger', 'orders', '--run-id', 'later');
    expect(triggered.code, triggered.stderr).toBe(0);
    expect(await mwaaq.call('failed', 'retry', 'early')).toMatchObject({ code: 0 });

    const outcome = async () => (await mwaaq.json<Listed>('show', 'early')).outcome;
    await waitUntil('it ran again', async () => (await outcome()) === 'succeeded', LIMIT_MS);
    expect(await ids(['failed', 'list'])).not.toContain('early');
    expect(await mwaaq.call('run', '--id', 'early', command)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('record_conf'),
    });
  });

  it('tells what became of the commands', async () => {
    await mwaaq.call('run', '--id', 'told', 'dags list-runs --dag-id orders');
    await mwaaq.call('run', '--id', 'told-no', 'dags trigger nobody');

    const history = await mwaaq.json<readonly Listed[]>('history', '--limit', '1000');
    expect(history.find(({ id }) => id === 'told')).toMatchObject({ outcome: 'succeeded' });
    expect(history.find(({ id }) => id === 'told-no')).toMatchObject({ outcome: 'failed' });
    expect(await ids(['history', '--failed'])).toContain('told-no');
    expect(await ids(['history', '--failed'])).not.toContain('told');
  });

  it('finds nothing wrong with it, and sees its version', async () => {
    const { code, stdout, stderr } = await mwaaq.call('doctor', '--json');

    expect(code, `${stdout}${stderr}`).toBe(0);
    const findings = JSON.parse(stdout) as readonly Finding[];
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    const versions = findings.filter(({ seen }) => seen.endsWith(`Airflow ${version}`));
    expect(versions.map(({ level }) => level)).toEqual(['ok']);
    expect(findings.map(({ about }) => about)).toEqual(
      expect.arrayContaining(['a failing command', 'an unknown command']),
    );
  });

  async function ids(args: readonly string[]): Promise<readonly string[]> {
    return (await mwaaq.json<readonly Listed[]>(...args)).map(({ id }) => id);
  }
});
