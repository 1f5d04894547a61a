import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAirflowModel } from '../../../../local/mwaa/model/model';
import { StackRun } from '../../../../local/stack-run';
import { jsonRefusal } from '../../../support/aws-answers';
import { type AwsFront, startAwsFront } from '../../../support/aws-front';
import { finish, Mwaaq } from '../../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';

let run: StackRun;
let mwaaq: Mwaaq;
let fronts: Record<'dynamodb' | 'lambda' | 'sqs', AwsFront>;

beforeAll(async () => {
  const engine = createAirflowModel({ version: '2.11.2', dagIds: ['orders'] });
  run = await StackRun.start('mwaaq-faults', [{ config: { name: ENVIRONMENT }, engine }]);
  const { endpoint, dynamodbEndpoint, lambdaEndpoint } = run.local.stack;
  fronts = {
    dynamodb: await startAwsFront(dynamodbEndpoint),
    lambda: await startAwsFront(lambdaEndpoint),
    sqs: await startAwsFront(endpoint),
  };
  mwaaq = await Mwaaq.for(run.local, 'faults').through({
    dynamodb: fronts.dynamodb.endpoint,
    lambda: fronts.lambda.endpoint,
    sqs: fronts.sqs.endpoint,
  });
});

afterAll(async () => {
  for (const front of Object.values(fronts)) await front.stop();
  await run?.stop();
});

beforeEach(() => {
  for (const front of Object.values(fronts)) {
    front.onAsked = undefined;
    front.asked.length = 0;
  }
});

const denied = {
  status: 400,
  headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  body: '{"__type":"AccessDeniedException","message":"not \u009b2J you","Message":"not you"}',
};
const expired = jsonRefusal('ExpiredTokenException', 'it is over');
const LOG_IN = 'the credentials have expired: log in anew ("aws sso login"), or set new keys';
const notYet = {
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: '{}',
};
const isList = (name: string) => name.startsWith('GET ') && /mappings\/?\?/.test(name);

describe('following a command', () => {
  it('goes on after AWS did not answer for a while', async () => {
    let lost = 0;
    // Two looks at two records each, with the SDK's own three tries.
    fronts.dynamodb.onAsked = (name) => (name === 'GetItem' && ++lost <= 12 ? 'reset' : undefined);

    expect(await mwaaq.call('run', 'version')).toMatchObject({ code: 0, stdout: '2.11.2\n' });
    expect(lost).toBeGreaterThan(12);
  });

  it('does not hang on what it only tells meanwhile', async () => {
    fronts.dynamodb.onAsked = (name) => (name === 'Query' ? denied : undefined);
    fronts.sqs.onAsked = (name) => (name === 'GetQueueAttributes' ? denied : undefined);

    expect(await mwaaq.call('run', 'version')).toMatchObject({ code: 0, stdout: '2.11.2\n' });
  });

  it('tells the id when the records may not be read', async () => {
    fronts.dynamodb.onAsked = () => denied;

    const { code, stderr } = await mwaaq.call('run', '--id', 'unseen', 'version');

    expect(code).toBe(6);
    expect(stderr).toBe(
      'mwaaq: unseen is still queued, or at work, and runs in its turn, but cannot be followed (not ·2J you): allow dynamodb:GetItem on the records, by grantReadRecords of the construct; then see "mwaaq show unseen"\n',
    );
  });

  it('tells what to do when the credentials expire meanwhile', async () => {
    let looks = 0;
    fronts.dynamodb.onAsked = (name) =>
      name !== 'GetItem' ? undefined : ++looks <= 8 ? notYet : expired;

    const { code, stderr } = await mwaaq.call('run', '--id', 'outlived', 'version');

    expect(code).toBe(6);
    expect(looks).toBeGreaterThan(8);
    expect(stderr).toBe(
      `mwaaq: outlived is still queued, or at work, and runs in its turn, but cannot be followed (it is over): ${LOG_IN}; then see "mwaaq show outlived"\n`,
    );
    fronts.dynamodb.onAsked = undefined;
    expect(await mwaaq.call('show', 'outlived')).toMatchObject({ code: 0 });
  });

  it.each(['SendMessage', 'GetItem'])(
    'tells what to do when they expire while a run is waited for, before %s',
    async (last) => {
      let sent = 0;
      const onAsked = (name: string) => {
        if (name === 'SendMessage') sent++;
        return name === last && sent > 1 ? expired : undefined;
      };
      fronts.dynamodb.onAsked = onAsked;
      fronts.sqs.onAsked = onAsked;
      const named = ['--id', `long-${last}`, '--run-id', `long-${last}`];

      const { code, stderr } = await mwaaq.call('trigger', 'orders', ...named, '--wait');

      expect(code).toBe(6);
      expect(stderr).toContain(
        `mwaaq: the run long-${last} of orders goes on, but cannot be followed (it is over): ${LOG_IN}; then call the same with --id long-${last}, which starts no second run and waits for this one\n`,
      );
      for (const front of Object.values(fronts)) front.onAsked = undefined;
      const again = await mwaaq.call('trigger', 'orders', ...named, '--wait');
      expect(again, again.stderr).toMatchObject({ code: 0 });
      const runs = await run.local.standIn.environments.get(ENVIRONMENT)?.airflow.dagRuns('orders');
      expect(runs?.filter(({ runId }) => runId === `long-${last}`)).toHaveLength(1);
    },
  );

  it('tells how to send again what may not have been sent', async () => {
    fronts.sqs.onAsked = (name) => (name === 'SendMessage' ? 'reset' : undefined);

    const { code, stderr } = await mwaaq.call('run', 'version');

    expect(code).toBe(6);
    expect(stderr).toMatch(/^mwaaq: (\S{36}) was not sent \(.*send it again with --id \1, which/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('tells the id on %s', async (signal, code) => {
    fronts.dynamodb.onAsked = () => 'hang';
    const child = mwaaq.start(['run', '--id', 'left', 'version']);
    await vi.waitFor(() => expect(fronts.dynamodb.asked).toContain('GetItem'), 20_000);
    child.kill(signal);

    expect(await finish(child)).toEqual({
      code,
      stdout: '',
      stderr: expect.stringContaining(
        'no longer waiting: left is still queued, or at work, and runs in its turn: see "mwaaq show left"',
      ),
    });
  });

  it('ends when the same id is refused again', async () => {
    const args = ['run', '--id', 'refused', '--timeout', '60s', 'dags delete orders --yes'];
    const first = await mwaaq.call(...args);
    const again = await mwaaq.call(...args);

    expect(first.code).toBe(5);
    expect(again).toEqual(first);
  });

  it('says nothing when nobody reads what it prints', async () => {
    const child = mwaaq.start(['run', 'version']);
    child.stdout?.destroy();
    const stderr: Buffer[] = [];
    child.stderr?.on('data', (data: Buffer) => stderr.push(data));
    const [code] = await once(child, 'close');

    expect(code).toBe(0);
    expect(Buffer.concat(stderr).toString()).not.toMatch(/EPIPE|node:|mwaaq/);
  });
});

describe('holding and looking', () => {
  it('take no right to list mappings, nor to look at the queue', async () => {
    fronts.lambda.onAsked = (name) => (isList(name) ? denied : undefined);
    fronts.sqs.onAsked = () => denied;

    const held = await mwaaq.call('hold');
    expect(held, held.stderr).toMatchObject({ code: 0 });
    expect(held.stdout).toContain('an unknown number of commands wait');
    expect((await mwaaq.call('release')).code).toBe(0);
  });

  it('refuse two environments at once', async () => {
    const { code, stderr } = await mwaaq.call('hold', 'A', '-e', 'B');

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'mwaaq: A and --environment B are both given: give one environment\n',
    });
  });

  it('show the rest where Lambda may not be asked', async () => {
    fronts.lambda.onAsked = () => denied;

    const { code, stdout } = await mwaaq.call('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/commands +unknown: lambda:GetEventSourceMapping failed .*grantHold/);
    expect(stdout).toMatch(/waiting +0/);
  });
});

describe('a file of commands', () => {
  it('can be sent again after a call failed in the middle, though no id was given', async () => {
    let sends = 0;
    fronts.sqs.onAsked = (name) => (name === 'SendMessage' && ++sends > 1 ? 'reset' : undefined);
    const input = '\ufeffdags pause orders\r\ndags unpause orders\r\n';

    const { code, stderr } = await mwaaq.callWith(input, 'send-batch', '-y', '-');
    expect(code).toBe(6);
    const [, prefix = ''] = /1 of 2 .*send the file again with --id (\S+), /.exec(stderr) ?? [];
    expect(prefix).toMatch(/^\S{36}$/);

    fronts.sqs.onAsked = undefined;
    expect(await mwaaq.callWith(input, 'send-batch', '-y', '--id', prefix, '-')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`begin with ${prefix}`),
    });
    await run.drain(30_000);
    const ran = run.ran.filter(({ commandText }) => commandText.includes('pause'));
    expect(ran).toHaveLength(2);
  });

  it('may come slowly, and must be text', async () => {
    const slow = mwaaq.start(['send-batch', '--dry-run', '-']);
    // Long after it has begun to read.
    setTimeout(() => slow.stdin?.end('version\n'), 500);
    const [code] = await once(slow, 'exit');
    expect(code).toBe(0);

    const child = mwaaq.start(['send-batch', '--dry-run', '-']);
    child.stdin?.end(Buffer.from('\ufeffversion\n', 'utf16le'));
    expect(await finish(child)).toMatchObject({
      code: 2,
      stderr: 'mwaaq: stdin is no text in UTF-8: save it as that\n',
    });
  });
});
