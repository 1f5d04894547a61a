import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OnCall } from '../../../local/calls';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';
import { Mwaaq } from '../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';

let run: StackRun;
let mwaaq: Mwaaq;
let onCall: OnCall | undefined;

beforeAll(async () => {
  const engine = createAirflowModel({ version: '2.11.2', dagIds: ['orders', 'slow'] });
  const config = {
    name: ENVIRONMENT,
    allowedCommands: [
      'version',
      'dags trigger',
      'dags pause',
      'dags list-runs',
      'variables delete',
    ],
  };
  run = await StackRun.start('mwaaq-run', [{ config, engine }], {
    onCall: (call) => onCall?.(call),
  });
  mwaaq = Mwaaq.for(run.local, 'run');
});

afterAll(() => run?.stop());

/** What one test has sent is done before the next one counts. */
afterEach(async () => {
  onCall = undefined;
  await run.drain(60_000);
});

/** A fault of the web server, once it has the command. */
const losing: OnCall = ({ service, phase }) =>
  service === 'web-server' && phase === 'before' ? { after: 'reset' } : undefined;

describe('mwaaq run', () => {
  it('prints what Airflow printed on the same streams, and exits 0', async () => {
    const { stdout, stderr, code } = await mwaaq.call('run', 'version');

    expect(code, stderr).toBe(0);
    expect(stdout).toBe('2.11.2\n');
  });

  it('takes words that the shell has split', async () => {
    const { code, stderr } = await mwaaq.call('run', '--', 'dags', 'pause', 'orders');

    expect(code, stderr).toBe(0);
    const airflow = run.local.standIn.environments.get(ENVIRONMENT)?.airflow;
    expect(await airflow?.isPaused('orders')).toBe(true);
  });

  it('exits 1 when Airflow said no, with the reason', async () => {
    const { stderr, code } = await mwaaq.call('run', 'dags trigger nowhere');

    expect(code).toBe(1);
    expect(stderr).toContain('mwaaq: failed: ');
    expect(stderr).toContain('Dag id nowhere not found');
  });

  it('exits 3 when the command may have run', async () => {
    onCall = losing;

    const { stderr, code } = await mwaaq.call('run', 'variables delete stale');

    expect(code).toBe(3);
    expect(stderr).toContain('mwaaq: unknown: ');
    expect(stderr).toContain('see in Airflow whether it ran');
  });

  it('exits 4 when it is not done in time, which is then still in the queue', async () => {
    onCall = ({ service }) => (service === 'web-server' ? { status: 503 } : undefined);

    const { stderr, code } = await mwaaq.call('run', '--timeout', '3s', '--id', 'late', 'version');
    expect(code).toBe(4);
    expect(stderr).toContain('it is still in the queue, and will run. See "mwaaq show late"');

    onCall = undefined;
    const again = await mwaaq.call('run', '--id', 'late', 'version');
    expect(again).toMatchObject({ code: 0, stdout: '2.11.2\n' });
  });

  it('exits 5 when the deployment does not allow it', async () => {
    const { stderr, code } = await mwaaq.call('run', 'dags delete orders --yes');

    expect(code).toBe(5);
    expect(stderr).toContain('mwaaq: refused: "dags delete" is not allowed here');
  });

  it.each([
    ['an empty command', ['run', ' '], /the command is empty/, 2],
    ['no command', ['run'], /missing required argument 'command'/, 2],
    [
      'an unknown flag',
      ['run', '--no-wiat', 'version'],
      /unknown option '--no-wiat'\n\(Did you mean --no-wait\?\)/,
      2,
    ],
    ['an unknown subcommand', ['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/, 2],
    [
      'a time that is none',
      ['run', '--timeout', 'soon', 'version'],
      /mwaaq: option '--timeout <time>' is 'soon': give a number and s, m, h or d/,
      2,
    ],
    ['an id with a space', ['run', '--id', 'a b', 'version'], /no spaces/, 2],
    [
      'a quote that is not closed',
      ['run', 'dags trigger "a'],
      /refused, and not sent: the command has a " without its end/,
      5,
    ],
    [
      'a verb that MWAA does not support',
      ['run', 'scheduler'],
      /refused, and not sent: .*no Airflow command that MWAA supports/,
      5,
    ],
  ])('sends nothing for %s', async (_, args, told, code) => {
    const before = run.ran.length;

    const called = await mwaaq.call(...args);

    expect(called.stderr).toMatch(told);
    expect(called.code).toBe(code);
    expect(called.stdout).toBe('');
    expect(run.ran.length).toBe(before);
  });

  it('does not run the same id twice, and tells again what became of it', async () => {
    const count = () => run.ran.filter(({ commandText }) => commandText.includes('once__')).length;
    const first = await mwaaq.call('run', '--id', 'once', 'dags trigger orders');
    const again = await mwaaq.call('run', '--id', 'once', 'dags trigger orders');

    expect(first.code, first.stderr).toBe(0);
    expect(again).toEqual(first);
    expect(count()).toBe(1);
  });

  it('tells when the id is that of another command', async () => {
    await mwaaq.call('run', '--id', 'taken', 'version');

    const { stderr, code } = await mwaaq.call('run', '--id', 'taken', 'dags list-runs -d orders');

    expect(code).toBe(5);
    expect(stderr).toContain('the id "taken" is that of another command');
  });

  it('only sends with --no-wait, and prints the id', async () => {
    const { stdout, code } = await mwaaq.call('run', '--no-wait', 'version');
    expect(code).toBe(0);

    const id = stdout.trim();
    expect(await mwaaq.call('run', '--id', id, 'version')).toMatchObject({ code: 0 });
  });

  it('prints JSON for programs', async () => {
    expect(await mwaaq.json('run', 'version')).toMatchObject({
      environment: ENVIRONMENT,
      outcome: 'succeeded',
      stdout: '2.11.2\n',
      source: 'mwaaq',
      attempts: 1,
    });
    const sent = await mwaaq.json<{ readonly id: string }>('run', '--no-wait', 'version');
    expect(sent.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
