import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnCall } from '../../../local/calls';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';
import { Mwaaq } from '../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';

interface Listed {
  readonly id: string;
  readonly outcome?: string;
}

let run: StackRun;
let mwaaq: Mwaaq;
let onCall: OnCall | undefined;

beforeAll(async () => {
  const engine = createAirflowModel({ version: '3.3.1', dagIds: ['orders', 'sales'] });
  const config = {
    name: ENVIRONMENT,
    allowedCommands: ['version', 'dags trigger', 'variables delete'],
  };
  run = await StackRun.start('mwaaq-records', [{ config, engine }], {
    onCall: (call) => onCall?.(call),
  });
  mwaaq = Mwaaq.for(run.local, 'records');
  for (const dag of ['orders', 'sales', 'nowhere', 'elsewhere']) {
    await mwaaq.call('trigger', dag, '--id', dag, '--conf', '{"pass word": "é\\u0007"}');
  }
  onCall = ({ service, phase }) =>
    service === 'web-server' && phase === 'before' ? { after: 'reset' } : undefined;
  await mwaaq.call('run', '--id', 'lost', 'variables delete stale');
  onCall = undefined;
});

afterAll(() => run?.stop());

const ids = (listed: readonly Listed[]) => listed.map(({ id }) => id);

describe('mwaaq history', () => {
  it('lists the latest first, in a table', async () => {
    const { stdout, code } = await mwaaq.call('history', '-n', '5');

    expect(code).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^SENT +OUTCOME +TOOK +ID +COMMAND$/);
    expect(rows.map((row) => row.split(/ {2,}/)[1])).toEqual([
      'unknown',
      'failed',
      'failed',
      'succeeded',
      'succeeded',
    ]);
  });

  it.each<[string[], string[]]>([
    [['--failed'], ['lost', 'elsewhere', 'nowhere']],
    [['--dag', 'sales'], ['sales']],
    [
      ['-n', '2'],
      ['lost', 'elsewhere'],
    ],
    [['--since', '0s'], []],
    [
      ['--since', '1h'],
      ['lost', 'elsewhere', 'nowhere', 'sales', 'orders'],
    ],
  ])('takes %j', async (options, expected) => {
    expect(ids(await mwaaq.json<Listed[]>('history', ...options))).toEqual(expected);
  });

  it.each([
    [['--since', 'yesterday'], 'give a number and s, m, h or d'],
    [['-n', '0'], 'give a whole number, 1 to 999999'],
    [['--dags', 'sales'], "unknown option '--dags'\n(Did you mean --dag?)"],
  ])('refuses %j', async (options, told) => {
    const { code, stderr } = await mwaaq.call('history', ...options);

    expect(code).toBe(2);
    expect(stderr).toContain(told);
  });
});

describe('mwaaq show', () => {
  it('shows one command with its output', async () => {
    const { stdout, code } = await mwaaq.call('show', 'orders');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^via +cli$/m);
    expect(stdout).toMatch(/^id +orders\nstate +succeeded\ncommand +dags trigger orders /);
    expect(stdout).toMatch(/\n--- stdout\n.*"dag_id": "orders"/s);
  });

  it('gives all of it as JSON', async () => {
    expect(await mwaaq.json('show', 'nowhere')).toMatchObject({
      id: 'nowhere',
      state: 'ended',
      outcome: 'failed',
      reason: expect.stringContaining('nowhere'),
      dagId: 'nowhere',
      stderr: expect.stringContaining('DagNotFound'),
    });
  });

  it('says when there is no such command', async () => {
    const { code, stderr } = await mwaaq.call('show', 'none-such');

    expect(code).toBe(6);
    expect(stderr).toContain(`${ENVIRONMENT} has no record of "none-such"`);
  });
});
