import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../lambda/contract/message';
import { runScript } from '../support/ci/run-script';
import { type ScriptedAnswers, scriptedAws } from '../support/ci/scripted-aws';

const OUTPUTS = { ENVIRONMENT_NAME: 'MyEnvironment', QUEUE_URL: 'queue', RECORDS_TABLE_NAME: 't' };
const AT_ONCE = { POLL_SECONDS: '0', COMMAND_ID: 'the-command' };
const COMMAND = 'dags trigger orders';

const SUCCEEDED: ScriptedAnswers = {
  states: ['ended'],
  record: { 'Item.outcome.S': 'succeeded' },
};

async function run(
  answers: ScriptedAnswers,
  variables: Readonly<Record<string, string | undefined>> = {},
  args: readonly string[] = [COMMAND],
) {
  const aws = scriptedAws(answers);
  const result = await runScript(args, { ...OUTPUTS, ...AT_ONCE, ...variables }, aws.folder);
  return { ...result, calls: aws.calls() };
}

/** The value of an option in a call of the CLI. */
function optionOf(call: readonly string[] | undefined, name: string): string {
  return call?.[call.indexOf(name) + 1] ?? '';
}

function bodyOf({ calls }: { readonly calls: readonly (readonly string[])[] }): string {
  return optionOf(calls[0], '--message-body');
}

function packed(text: string): string {
  return gzipSync(text).toString('base64');
}

describe('examples/ci/run-command.sh', () => {
  it('sends the command under its id, in the group of the environment, to be dropped when it waits too long', async () => {
    const sent = await run(SUCCEEDED, { WAIT_SECONDS: '120' });

    expect(sent.code, sent.stderr).toBe(0);
    expect(sent.calls[0]?.slice(0, 2)).toEqual(['sqs', 'send-message']);
    expect(optionOf(sent.calls[0], '--queue-url')).toBe('queue');
    expect(optionOf(sent.calls[0], '--message-group-id')).toBe('MyEnvironment');
    expect(optionOf(sent.calls[0], '--message-deduplication-id')).toBe('the-command');
    expect(JSON.parse(bodyOf(sent))).toEqual({
      command: COMMAND,
      id: 'the-command',
      source: 'ci',
      expires: { after: 120 },
    });
    expect(() => parseMessage(bodyOf(sent))).not.toThrow();
  });

  it.each([
    'dags trigger orders --conf \'{"day": "2026-11-22", "path": "C:\\\\x"}\'',
    'dags trigger orders --conf "{\\"a\\": 1}" & $(echo no) `echo no` %s \\n',
    'dags\ttrigger\r\n orders   ü 🚀 *',
  ])('hands the command on as it is: %j', async (command) => {
    const sent = await run(SUCCEEDED, {}, [command]);

    expect(JSON.parse(bodyOf(sent)).command).toBe(command);
  });

  it('tells how the command stands, once each, and why it is held', async () => {
    const { code, stdout } = await run({
      states: ['None', 'None', 'running', 'held', 'held', 'running', 'ended'],
      record: { 'Item.outcome.S': 'succeeded', 'Item.reason.S': 'no token\nmend it' },
    });

    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'sent as the-command',
      'queued',
      'running',
      'held',
      '| no token',
      '| mend it',
      'running',
    ]);
  });

  it.each(['failed', 'refused', 'unknown'])('fails with the reason when it %s', async (outcome) => {
    const record = { 'Item.outcome.S': outcome, 'Item.reason.S': 'Dag id orders not found' };

    const { code, stdout } = await run({ states: ['ended'], record });

    expect(code).toBe(1);
    expect(stdout).toBe(`sent as the-command\n${outcome}\n| Dag id orders not found\n`);
  });

  it("prints Airflow's output, no line of which GitHub takes for a command of its own", async () => {
    const { stdout } = await run({
      states: ['ended'],
      record: {
        'Item.outcome.S': 'succeeded',
        'Item.stdout.M.gzip.B': packed('one\n::add-mask::two\r::error::three'),
        'Item.stderr.M.gzip.B': packed('a warning\n'),
      },
    });

    expect(stdout.split('\n').slice(2)).toEqual([
      '| one',
      '| ::add-mask::two',
      '| ::error::three',
      '| a warning',
      '',
    ]);
  });

  it('ends with 3 when there is no outcome in time', async () => {
    const variables = { WAIT_SECONDS: '1', GRACE_SECONDS: '0' };
    const { code, stdout, stderr } = await run({ states: ['running'] }, variables);

    expect(code).toBe(3);
    expect(stdout).toBe('sent as the-command\nrunning\n');
    expect(stderr).toBe('no outcome yet: see the record of the-command\n');
  });

  it.each(['send-message', 'get-item'])(
    'ends as the AWS CLI does when %s fails',
    async (failing) => {
      const { code, stderr } = await run({ ...SUCCEEDED, failing });

      expect(code).toBe(254);
      expect(stderr).toContain('AccessDenied');
    },
  );

  it('gives each attempt of a run in GitHub, and each command in it, an id of its own', async () => {
    const idOf = async (GITHUB_RUN_ATTEMPT: string, command = COMMAND) => {
      const variables = { COMMAND_ID: undefined, GITHUB_RUN_ID: '17', GITHUB_RUN_ATTEMPT };
      return JSON.parse(bodyOf(await run(SUCCEEDED, variables, [command]))).id;
    };

    const first = await idOf('1');
    expect(first).toMatch(/^github-17-1-\d+$/);
    expect(await idOf('1')).toBe(first);
    expect(await idOf('2')).not.toBe(first);
    expect(await idOf('1', 'dags unpause orders')).not.toBe(first);
  });

  it('gives a new id each time elsewhere', async () => {
    const idOf = async () =>
      JSON.parse(bodyOf(await run(SUCCEEDED, { COMMAND_ID: undefined }))).id as string;

    expect(await idOf()).not.toBe(await idOf());
  });

  it.each<[string, readonly string[], object, string]>([
    ['no command', [], {}, 'give one command, for example'],
    ['an empty command', [''], {}, 'give one command, for example'],
    ['a command in parts', ['dags', 'trigger'], {}, 'give one command, for example'],
    ['no queue', [COMMAND], { QUEUE_URL: '' }, 'QUEUE_URL is missing'],
    ['no table', [COMMAND], { RECORDS_TABLE_NAME: undefined }, 'RECORDS_TABLE_NAME is missing'],
    ['no environment', [COMMAND], { ENVIRONMENT_NAME: undefined }, 'ENVIRONMENT_NAME is missing'],
    [
      'no time to wait',
      [COMMAND],
      { WAIT_SECONDS: '0' },
      "WAIT_SECONDS is '0': give whole seconds",
    ],
    ['a wait in minutes', [COMMAND], { WAIT_SECONDS: '5m' }, "WAIT_SECONDS is '5m'"],
    ['no grace in seconds', [COMMAND], { GRACE_SECONDS: '-1' }, "GRACE_SECONDS is '-1'"],
    ['looks at no time', [COMMAND], { POLL_SECONDS: 'often' }, "POLL_SECONDS is 'often'"],
    ['a space in the id', [COMMAND], { COMMAND_ID: 'my id' }, "COMMAND_ID is 'my id'"],
    ['too long an id', [COMMAND], { COMMAND_ID: 'x'.repeat(129) }, "COMMAND_ID is 'xx"],
  ])('refuses a call with %s, and sends nothing', async (_, args, variables, message) => {
    const { code, stderr, calls } = await run(SUCCEEDED, { ...variables }, args);

    expect(code).toBe(2);
    expect(stderr).toContain(`run-command.sh: ${message}`);
    expect(calls).toEqual([]);
  });
});
