import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OnCall } from '../../../../local/calls';
import { createAirflowModel } from '../../../../local/mwaa/model/model';
import { StackRun } from '../../../../local/stack-run';
import { Mwaaq } from '../../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';
const OTHER = 'MyOtherEnvironment';

interface StatusLine {
  readonly environment: string;
  readonly polling: string;
  readonly waiting: number;
  readonly deadLetters: number;
  readonly last: Readonly<Record<string, number>>;
  readonly trouble?: { readonly reason: string };
}

let run: StackRun;
let mwaaq: Mwaaq;
let onCall: OnCall | undefined;
let isS3Silent = false;

beforeAll(async () => {
  const airflow = () => createAirflowModel({ version: '2.11.2', dagIds: ['orders'] });
  const uploads = [{ name: 'orders', dagId: 'orders', prefix: 'in/' }];
  run = await StackRun.start(
    'mwaaq-operations',
    [
      { config: { name: ENVIRONMENT, uploads }, engine: airflow() },
      { config: { name: OTHER }, engine: airflow() },
    ],
    { onCall: (call) => onCall?.(call), deliveries: () => (isS3Silent ? 0 : 1) },
  );
  mwaaq = Mwaaq.for(run.local, 'operations');
});

afterAll(() => run?.stop());

beforeEach(() => {
  onCall = undefined;
  isS3Silent = false;
});

async function status(environment = ENVIRONMENT): Promise<StatusLine> {
  const [one] = await mwaaq.json<StatusLine[]>('status', '-e', environment);
  if (one === undefined) throw new Error('there is a status');
  return one;
}

const ranIn = (environment: string) =>
  run.ran.filter((one) => one.environment === environment).map(({ commandText }) => commandText);

describe('mwaaq hold and release', () => {
  it('let commands wait, visibly, and run again in order', async () => {
    const held = await mwaaq.call('hold', ENVIRONMENT);
    expect(held, held.stderr).toMatchObject({ code: 0 });
    expect(held.stdout).toBe(
      'MyEnvironment is held; 0 commands wait: "mwaaq release MyEnvironment" lets them run\n',
    );
    expect(await status()).toMatchObject({ polling: 'off' });
    expect((await mwaaq.call('status', '-e', ENVIRONMENT)).stdout).toContain(
      'held for maintenance since ',
    );

    const before = ranIn(ENVIRONMENT).length;
    for (const text of ['version', 'dags pause orders', 'dags unpause orders']) {
      await mwaaq.call('run', '-e', ENVIRONMENT, '--no-wait', text);
    }
    // The other environment is not held.
    expect((await mwaaq.call('run', '-e', OTHER, 'version')).code).toBe(0);
    expect(ranIn(ENVIRONMENT)).toHaveLength(before);
    expect(await status()).toMatchObject({ waiting: 3 });

    expect((await mwaaq.call('release', ENVIRONMENT)).code).toBe(0);
    await run.drain(30_000);
    expect(ranIn(ENVIRONMENT).slice(before)).toEqual([
      'version',
      expect.stringMatching(/^dags pause /),
      expect.stringMatching(/^dags unpause /),
    ]);
    expect(await status()).toMatchObject({ polling: 'on', waiting: 0 });
  });

  it('say so when there is nothing to do', async () => {
    expect((await mwaaq.call('release', ENVIRONMENT)).stdout).toContain(
      'MyEnvironment was already released',
    );
    expect(await mwaaq.json('hold', OTHER)).toMatchObject({
      environment: OTHER,
      held: true,
      changed: true,
    });
    expect(await mwaaq.json('hold', OTHER)).toMatchObject({ held: true, changed: false });
    expect((await mwaaq.call('release', OTHER)).code).toBe(0);
  });

  it('refuse an environment that is not there', async () => {
    const { code, stderr } = await mwaaq.call('hold', 'Nowhere');

    expect(code).toBe(6);
    expect(stderr).toContain(
      'there are mwaaq-MyEnvironment (MyEnvironment), mwaaq-MyOtherEnvironment',
    );
  });
});

describe('mwaaq status', () => {
  it('shows each environment, with how its last commands ended', async () => {
    await mwaaq.call('run', '-e', OTHER, 'version');
    await mwaaq.call('run', '-e', OTHER, 'dags trigger nowhere');

    const { stdout, code } = await mwaaq.call('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^MyEnvironment \(mwaaq-MyEnvironment\)\n {2}commands {6}run\n/);
    expect(stdout).toContain('\n\nMyOtherEnvironment (mwaaq-MyOtherEnvironment)\n');
    expect(await status(OTHER)).toMatchObject({ deadLetters: 1, last: { failed: 1 } });
  });

  it('shows what the environment is in trouble with, and the command that waits for it', async () => {
    onCall = ({ service }) => (service === 'web-server' ? { status: 503 } : undefined);
    await mwaaq.call('run', '-e', OTHER, '--id', 'stuck', '--timeout', '4s', 'version');

    const { stdout } = await mwaaq.call('status', '-e', OTHER);
    expect(stdout).toMatch(
      /at work +version, sent .* ago, held: .*HTTP 503: it is busy or restarting/,
    );
    expect(stdout).toMatch(/trouble +.*HTTP 503: it is busy or restarting.* \(since /);
    onCall = undefined;
    expect((await mwaaq.call('run', '-e', OTHER, '--id', 'stuck', 'version')).code).toBe(0);
    expect((await status(OTHER)).trouble).toBeUndefined();
  });
});

describe('mwaaq reconcile', () => {
  it('finds uploads that S3 never told of, and queues them when asked', async () => {
    isS3Silent = true;
    const { UploadBucket: Bucket } = run.outputs(ENVIRONMENT);
    for (const Key of ['in/a.csv', 'in/b.csv']) {
      await run.local.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }
    const args = ['reconcile', 'orders', '-e', ENVIRONMENT, '--since', '1h', '--until', '0s'];

    const looked = await mwaaq.call(...args);
    expect(looked, looked.stderr).toMatchObject({ code: 0 });
    expect(looked.stdout).toMatch(
      /^WRITTEN +SIZE +KEY\n.* 1 +in\/a\.csv\n.* 1 +in\/b\.csv\n\n2 objects looked at, 2 missing, 0 queued\n$/,
    );

    expect(await mwaaq.json(...args, '--queue')).toMatchObject({ listed: 2, queued: 2 });
    await run.drain(60_000);
    expect(ranIn(ENVIRONMENT).filter((text) => text.includes('in/'))).toHaveLength(2);
    expect(await mwaaq.json(...args)).toMatchObject({ missing: [] });
  });

  it.each([
    [['nothing', '--since', '1h'], 6, 'has no upload trigger "nothing": there are orders'],
    [['orders'], 2, "required option '--since <time>' not specified"],
    [['orders', '--since', '400d'], 6, 'since'],
  ])('refuses %j', async (args, code, told) => {
    const called = await mwaaq.call('reconcile', '-e', ENVIRONMENT, ...args);

    expect(called.stderr).toContain(told);
    expect(called.code).toBe(code);
  });
});

describe('mwaaq doctor', () => {
  it('finds all well, and writes a report without secrets', async () => {
    const { code, stdout } = await mwaaq.call('doctor', '-e', ENVIRONMENT);

    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/ok +environment +MyEnvironment is AVAILABLE/);
    expect(stdout).toMatch(/ok +path \/aws_mwaa\/cli +HTTP 200, .*, Airflow 2\.11\.2/);
    expect(stdout).toMatch(/ok +runner +takes commands from the queue/);
    expect(stdout).toMatch(/ok +REST API +answers the role User, in \d+ ms/);
    expect(stdout).not.toMatch(/eyJ/);
  });

  it('says what stands in the way, and what to do', async () => {
    onCall = ({ service, operation }) =>
      service === 'mwaa' && operation === 'CreateCliToken'
        ? {
            status: 403,
            headers: { 'x-amzn-errortype': 'AccessDeniedException' },
            body: '{"message":"no"}',
          }
        : undefined;

    const { code, stdout } = await mwaaq.call('doctor', '-e', ENVIRONMENT);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /error +CLI token +AccessDeniedException: no\n +to do: allow airflow:CreateCliToken/,
    );
  });

  it.each([
    [
      { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: '{}' },
      /allow airflow:InvokeRestApi\s+on role\/MyEnvironment\/User to yourself/,
    ],
    [
      {
        status: 400,
        headers: { 'x-amzn-errortype': 'RestApiClientException' },
        body: '{"RestApiStatusCode":403}',
      },
      /its role "User" must not do that/,
    ],
    [{ status: 400, body: 'Update your environment to use InvokeRestApi' }, /update the environ/],
  ])('says why it cannot go by REST, which is no error: %#', async (answer, text) => {
    onCall = ({ operation }) => (operation === 'InvokeRestApi' ? answer : undefined);

    const { code, stdout } = await mwaaq.call('doctor', '-e', ENVIRONMENT);

    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/warning +REST API/);
    expect(stdout).toMatch(text);
    expect(stdout).toContain('mend it where via is "rest" or "auto"; else it does not matter');
  });

  it('looks at an environment that nothing is deployed for', async () => {
    const { code, stdout } = await mwaaq.call('doctor', '-e', 'Nowhere');

    expect(code).toBe(1);
    expect(stdout).toMatch(/error +environment +ResourceNotFoundException/);
    expect(stdout).toMatch(
      /warning +stack +.*has no stack of mwaa-cli-queue of the environment "Nowhere"/,
    );
  });
});

describe('mwaaq complete', () => {
  it.each([
    [['fa'], 'failed\t'],
    [['failed', 're'], 'retry\t'],
    [['run', '--no'], '--no-wait\t'],
  ])('completes %j', async (words, completed) => {
    expect((await mwaaq.complete(...words)).stdout).toContain(completed);
  });

  it.each(['bash', 'zsh', 'fish'])('has a script for %s', async (shell) => {
    const { stdout, code } = await mwaaq.call('complete', shell);

    expect(code).toBe(0);
    expect(stdout).toContain(`${shell} completion for mwaaq`);
  });
});
