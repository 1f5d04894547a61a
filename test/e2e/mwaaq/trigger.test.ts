import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';
import { Mwaaq } from '../../support/mwaaq';
import { temporaryFolder } from '../../support/temporary-folder';

const ENVIRONMENT = 'MyEnvironment';

let run: StackRun;
let mwaaq: Mwaaq;

beforeAll(async () => {
  const engine = createAirflowModel({
    version: '2.11.2',
    dagIds: ['orders', 'paused'],
    pausedDagIds: ['paused'],
  });
  run = await StackRun.start('mwaaq-trigger', [{ config: { name: ENVIRONMENT }, engine }]);
  mwaaq = Mwaaq.for(run.local, 'trigger');
});

afterAll(() => run?.stop());

const conf = { text: `it's "quoted" \\ and é`, deep: { list: [1, null, true] } };

async function confs(dagId: string): Promise<readonly unknown[]> {
  const airflow = run.local.standIn.environments.get(ENVIRONMENT)?.airflow;
  return ((await airflow?.dagRuns(dagId)) ?? []).map((one) => one.conf);
}

describe('mwaaq trigger', () => {
  it('starts a run with a conf from the command line', async () => {
    const { code, stderr } = await mwaaq.call('trigger', 'orders', '--conf', JSON.stringify(conf));

    expect(code, stderr).toBe(0);
    expect(await confs('orders')).toContainEqual(conf);
  });

  it('takes the conf from a file, or from stdin', async () => {
    const file = path.join(temporaryFolder(), 'conf.json');
    await writeFile(file, JSON.stringify({ from: 'a file' }));

    expect((await mwaaq.call('trigger', 'orders', '--conf-file', file)).code).toBe(0);
    const input = JSON.stringify({ from: 'stdin' });
    expect((await mwaaq.callWith(input, 'trigger', 'orders', '--conf-file', '-')).code).toBe(0);
    expect(await confs('orders')).toEqual(
      expect.arrayContaining([{ from: 'a file' }, { from: 'stdin' }]),
    );
  });

  it('gives the run the id that is asked for', async () => {
    const record = await mwaaq.json('trigger', 'orders', '--run-id', 'by-hand-1');

    expect(record).toMatchObject({ outcome: 'succeeded', dagId: 'orders', runId: 'by-hand-1' });
  });

  it('waits for the run’s end, and exits by its state', async () => {
    const { code, stderr } = await mwaaq.call('trigger', 'orders', '--run-id', 'waited', '--wait');

    expect(code).toBe(0);
    expect(stderr).toContain('mwaaq: success: the run waited of orders');
  });

  it('asks for a run of long ago by its date', async () => {
    const date = '2020-02-03T04:05:06+00:00';
    const args = ['trigger', 'orders', '--run-id', 'old', '--logical-date', date, '--wait'];
    const { code, stderr } = await mwaaq.call(...args);

    expect(code, stderr).toBe(0);
    expect(run.ran.map(({ commandText }) => commandText)).toContain(
      `dags list-runs -d orders --output json --start-date ${date} --end-date ${date}`,
    );
  });

  it('prints one JSON document, with the run’s state', async () => {
    const args = ['trigger', 'orders', '--run-id', 'as-json', '--wait'];

    expect(await mwaaq.json(...args)).toMatchObject({
      outcome: 'succeeded',
      runId: 'as-json',
      runState: 'success',
    });
  });

  it('gives up after a time, and says what keeps a run waiting', async () => {
    const args = ['trigger', 'paused', '--run-id', 'never', '--wait', '--timeout', '3s'];
    const { code, stderr } = await mwaaq.call(...args);

    expect(code).toBe(4);
    expect(stderr).toContain(
      'if the DAG is paused, it starts none ("mwaaq run \'dags unpause paused\'")',
    );
    expect(stderr).toContain('the run never of paused has not ended in time');
  });

  it.each([
    [['--conf', '{"a": secret}'], '--conf is no JSON: give a JSON object'],
    [['--conf', '[1]'], 'trigger.conf is a list with a number in it: give a JSON object'],
    [
      ['--conf', '{}', '--conf-file', 'x'],
      '--conf and --conf-file are both given: give one of them',
    ],
    [['--conf-file', '/nowhere.json'], '/nowhere.json cannot be read (ENOENT'],
    [['--logical-date', 'tomorrow'], 'logical date "tomorrow" is not allowed: give ISO 8601'],
    [['--cnof', '{}'], "unknown option '--cnof'\n(Did you mean --conf?)"],
  ])('sends nothing for %j', async (options, told) => {
    const before = run.ran.length;
    const { code, stderr } = await mwaaq.call('trigger', 'orders', ...options);

    expect([2, 5]).toContain(code);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('secret');
    expect(run.ran.length).toBe(before);
  });
});
