import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnCall } from '../../../../local/calls';
import { createAirflowModel } from '../../../../local/mwaa/model/model';
import { StackRun } from '../../../../local/stack-run';
import { jsonRefusal } from '../../../support/aws-answers';
import { type AwsFront, startAwsFront } from '../../../support/aws-front';
import { type Called, Mwaaq } from '../../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';
const SECRET = 's3ntinel-"quoted"-value';
/** What of it is in any spelling: in JSON, in a shell's quotes, cut off before its quotes. */
const MARK = 's3ntinel';

const SET = ['variables', 'set', 'password', SECRET];
const ADD = ['connections', 'add', 'db', '--conn-type', 'pg', '--conn-password', SECRET];
const TYPED = `variables set password '${SECRET}'`;

let run: StackRun;
let mwaaq: Mwaaq;
let faulty: Mwaaq;
let sqs: AwsFront;
let onCall: OnCall | undefined;

beforeAll(async () => {
  const engine = createAirflowModel({ version: '2.11.2', dagIds: ['orders'] });
  const config = { name: ENVIRONMENT, allowedCommands: ['variables set', 'connections add'] };
  run = await StackRun.start('mwaaq-secrets', [{ config, engine }], {
    onCall: (call) => onCall?.(call),
  });
  mwaaq = Mwaaq.for(run.local, 'secrets');
  sqs = await startAwsFront(run.local.stack.endpoint);
  faulty = await mwaaq.through({ sqs: sqs.endpoint });
});

afterAll(async () => {
  await sqs?.stop();
  await run?.stop();
});

const losing: OnCall = ({ service, phase }) =>
  service === 'web-server' && phase === 'before' ? { after: 'reset' } : undefined;
const echoing: OnCall = ({ service }) =>
  service === 'web-server' ? { status: 400, body: `bad command: ${SECRET}` } : undefined;
const said = Buffer.from(`it is ${SECRET}\n`).toString('base64');
const repeating: OnCall = ({ service }) =>
  service === 'web-server'
    ? { status: 200, body: JSON.stringify({ stdout: said, stderr: said }) }
    : undefined;
const busy: OnCall = ({ service }) => (service === 'web-server' ? { status: 503 } : undefined);

/** Calls it, and looks at all that it printed. */
async function call(program: Mwaaq, ...args: readonly string[]): Promise<Called> {
  const called = await program.call(...args);
  expect(called.stdout + called.stderr).not.toContain(MARK);
  return called;
}

/** What is called, what befalls it, and how it ends. */
type Case = readonly [
  what: string,
  args: readonly string[],
  fault: OnCall | undefined,
  code: number,
];

const CASES: readonly Case[] = [
  ['sets a variable', ['run', '--', ...SET], undefined, 0],
  ['sets it past the queue', ['exec', '--', ...SET], undefined, 0],
  ['sets it as typed', ['run', TYPED], undefined, 0],
  ['adds a connection that Airflow does not take', ['run', '--', ...ADD], undefined, 1],
  ['adds it past the queue', ['exec', '--', ...ADD], undefined, 1],
  ['is lost', ['run', '--', ...ADD], losing, 3],
  ['is lost past the queue', ['exec', '--', ...SET], losing, 3],
  ['is lost, and adds a connection', ['exec', '--', ...ADD], losing, 3],
  ['is answered with itself', ['run', '--', ...SET], echoing, 5],
  ['is answered with itself past the queue', ['exec', '--', ...SET], echoing, 5],
  ['Airflow repeats', ['run', '--', ...ADD], repeating, 0],
  ['Airflow repeats past the queue', ['exec', '--', ...ADD], repeating, 0],
  ['is held past the queue', ['exec', '--', ...SET], busy, 6],
  ['has a quote without its end', ['run', `variables set password '${MARK}`], undefined, 5],
  [
    'has a quote without its end, past the queue',
    ['exec', `variables set p "${MARK}`],
    undefined,
    5,
  ],
  ['is no command', ['run', `variabel set password ${MARK}`], undefined, 5],
  [
    'has its flags taken for mwaaq’s',
    ['run', 'connections', 'add', 'db', `--conn-password=${MARK}`],
    undefined,
    2,
  ],
  ['is called without "run"', ['--', ...SET], undefined, 2],
  ['is too long', ['run', '--', ...SET, ...Array(3).fill('x'.repeat(100_000))], undefined, 2],
];

describe('No secret is printed of a command that', () => {
  it.each(CASES)('%s', async (_, args, fault, code) => {
    onCall = fault;
    const results = [];
    for (const option of [[], ['--debug'], ['--json']]) {
      results.push((await call(mwaaq, ...option, ...args)).code);
    }
    onCall = undefined;

    expect(results).toEqual([code, code, code]);
  });

  it.each([SET, ADD])('SQS refuses, quoting it: %s %s', async (...args) => {
    const quoted = `Value '${JSON.stringify(SECRET)} ${SECRET}' at 'messageBody' failed`;
    sqs.onAsked = (name) => (name === 'SendMessage' ? jsonRefusal('Invalid', quoted) : undefined);

    const { code, stderr } = await call(faulty, '--debug', 'run', '--', ...args);

    expect(code).toBe(6);
    expect(stderr).toMatch(/was not sent \(Value '.*\*\*\*/);
    expect(stderr).toMatch(/\nby Invalid: Value '.*\*\*\*.*\n/);
  });

  it('comes in a file, and is refused by SQS or by mwaaq', async () => {
    sqs.onAsked = () => jsonRefusal('Invalid', `it says ${SECRET}`);
    for (const line of [TYPED, `variables set p "${MARK}`, `{"command": "${MARK}"`]) {
      const { stdout, stderr, code } = await faulty.callWith(
        `${line}\n`,
        'send-batch',
        '-y',
        '--debug',
        '-',
      );
      expect(code).not.toBe(0);
      expect(stdout + stderr).not.toContain(MARK);
    }
  });
});

describe('No secret is kept, and so none is shown later', () => {
  const ids = { done: SET, failed: ADD };

  beforeAll(async () => {
    for (const [id, words] of Object.entries(ids))
      await mwaaq.call('run', '--id', id, '--', ...words);
    onCall = losing;
    await mwaaq.call('run', '--id', 'lost', '--', ...ADD);
    onCall = undefined;
  });

  it.each([
    ['history'],
    ['history', '--failed'],
    ['show', 'done'],
    ['show', 'failed'],
    ['show', 'lost'],
    ['failed', 'list'],
    ['failed', 'show', 'lost'],
    ['failed', 'retry', 'lost'],
    ['failed', 'drop', 'lost'],
    ['status'],
  ])('by mwaaq %s %s', async (...args) => {
    for (const option of [[], ['--json'], ['--debug']]) {
      const { stdout, stderr } = await call(mwaaq, ...args, ...option);
      expect((stdout + stderr).length).toBeGreaterThan(0);
    }
  });

  it('by a record, nor by a line that a function logs', async () => {
    const records = await run.records(ENVIRONMENT);
    const kept = records.map((record) =>
      JSON.stringify(record, (_, value) =>
        value instanceof Uint8Array ? gunzipSync(value).toString() : value,
      ),
    );

    expect(kept.join('\n')).toContain('variables set password ***');
    expect(kept.join('\n')).not.toContain(MARK);
    const logged = run.logged.map((line) => JSON.stringify(line)).join('\n');
    expect(logged).toContain('variables set password ***');
    expect(logged).not.toContain(MARK);
  });
});
