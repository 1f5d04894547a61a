import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/calls';
import { COMMAND_LINE_FILE } from '../../../scripts/command-line';
import { jsonRefusal, oneStack, refusal } from '../../support/aws-answers';
import { type AwsFront, startAwsFront } from '../../support/aws-front';
import { type Called, finish } from '../../support/mwaaq';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-to-be-seen' };

let folder: string;
let aws: AwsFront;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-errors-'));
  aws = await startAwsFront(NOWHERE);
});

afterAll(async () => {
  await aws?.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  aws.asked.length = 0;
  aws.onAsked = undefined;
});

/** Calls the program as one who has an account, with the real SDK's own configuration. */
function call(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Called> {
  const { PATH } = process.env;
  const configuration = {
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: aws.endpoint,
    ...KEYS,
  };
  return finish(
    spawn(process.execPath, [COMMAND_LINE_FILE, ...args], {
      cwd: folder,
      env: { PATH, ...configuration, ...env },
    }),
  );
}

const EXPIRED = refusal(
  403,
  'ExpiredToken',
  'The security token included in the request is expired',
);
const DENIED = refusal(403, 'AccessDenied', 'User: me is not authorized to perform:\n it');
const MISSING = refusal(400, 'ValidationError', 'Stack with id typo does not exist');

const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

/** What is met, what AWS answers, what is called, with which environment, and what is told. */
type Trouble = readonly [
  met: string,
  answers: Readonly<Record<string, Answer>>,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  told: RegExp,
];

describe('what keeps mwaaq from its own part is told in one line, with what to do:', () => {
  it.each<Trouble>([
    [
      'no network',
      {},
      ['status'],
      { AWS_ENDPOINT_URL: NOWHERE },
      /look at network, VPN and firewall/,
    ],
    [
      'no such host',
      {},
      ['status'],
      { AWS_ENDPOINT_URL: 'http://cloudformation.eu-nowhere-1.invalid' },
      /\(getaddrinfo \w+ cloudformation\.eu-nowhere-1\.invalid\): .* look at the region/,
    ],
    [
      'expired credentials',
      { all: EXPIRED },
      ['status'],
      {},
      /\(The .* is expired\): .*log in anew \("aws sso login"\), or set new keys/,
    ],
    [
      'no permission',
      { all: DENIED },
      ['status'],
      {},
      /\(User: me is not .*\): allow cloudformation:DescribeStacks to/,
    ],
    ['no credentials', {}, ['status'], NO_KEYS, /log in .*"aws sso login".* or give --profile/],
    [
      'a profile that there is not',
      {},
      ['status', '--profile', 'nobody'],
      NO_KEYS,
      /is there a profile "nobody" \("aws configure list-profiles"\)\? Log in with it/,
    ],
    [
      'no region',
      {},
      ['status'],
      { AWS_REGION: undefined },
      /\(Region is missing\): give --region/,
    ],
    [
      'a wrong stack name',
      { all: MISSING },
      ['status', '--stack', 'typo'],
      {},
      /the region eu-west-1 has no stack of mwaa-cli-queue named "typo": /,
    ],
    [
      'a wrong environment',
      {},
      ['status', '-e', 'Typo'],
      {},
      /no stack .* of the environment "Typo": there are mwaaq-prod \(MyEnvironment\)/,
    ],
    [
      'no right to the records',
      { Query: jsonRefusal('AccessDeniedException', 'not dynamodb:Query') },
      ['history'],
      {},
      /^mwaaq: not dynamodb:Query: docs\/cli\.md lists the rights/,
    ],
    [
      'credentials that expire after the stack was found',
      { SendMessage: jsonRefusal('ExpiredTokenException', 'it is over') },
      ['run', 'version'],
      {},
      /was not sent \(it is over\): the credentials have expired: log in anew/,
    ],
  ])('%s', async (_, answers: Readonly<Record<string, Answer>>, args, env, told) => {
    aws.onAsked = (name) => answers.all ?? answers[name] ?? oneStack(aws.endpoint);

    const { code, stdout, stderr } = await call(args, env);

    expect(stderr).toMatch(told);
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
    expect(stderr).toMatch(/^mwaaq: [^\n]+\n$/);
    expect(stderr).not.toMatch(/ at .*:\d+|tried again/);
  });
});

describe('past the queue', () => {
  // So is its host's own name not needed, which begins with "env.".
  const file = () => path.join(folder, 'mwaa.json');
  beforeAll(() => {
    const place = { region: 'eu-west-1', endpoints: { mwaa: aws.endpoint } };
    return writeFile(file(), JSON.stringify({ place, stacks: {} }));
  });

  it.each([['token'], ['exec', '--airflow-version', '3', 'version']])(
    'it is told what to do: %s',
    async (...args) => {
      aws.onAsked = () => jsonRefusal('ExpiredTokenException', 'it is over');
      const { code, stderr } = await call(['--local-file', file(), '-e', 'Mine', ...args]);

      expect(code).toBe(6);
      expect(stderr).toMatch(
        /^mwaaq: .*CreateCliToken of environment "Mine" failed \(ExpiredTokenException: it is over\): the credentials have expired: log in anew \("aws sso login"\), or set new keys\n$/m,
      );
    },
  );

  it('the right is named that is missing, to who asks', async () => {
    aws.onAsked = () => jsonRefusal('AccessDeniedException', 'not you');

    expect((await call(['--local-file', file(), '-e', 'Mine', 'token'])).stderr).toBe(
      'mwaaq: CreateCliToken of environment "Mine" failed (AccessDeniedException: not you); allow airflow:CreateCliToken on the environment to who asks\n',
    );
  });
});

describe('a region that can be none', () => {
  it('is refused before anybody is asked', async () => {
    const { code, stderr } = await call(['status', '--region', 'x.example/']);

    expect({ code, asked: aws.asked }).toEqual({ code: 2, asked: [] });
    expect(stderr).toContain('give the name of a region, for example eu-west-1');
  });
});

describe('what AWS refuses for good', () => {
  it.each([
    ['expired', EXPIRED],
    ['denied', DENIED],
  ])('is asked for once: %s', async (_, answer) => {
    aws.onAsked = () => answer;
    await call(['status']);

    expect(aws.asked).toHaveLength(1);
  });

  it('ends after three tries where AWS itself is in trouble', async () => {
    aws.onAsked = () => refusal(500, 'InternalFailure', 'oh');

    expect(await call(['status'])).toMatchObject({ code: 6 });
    expect(aws.asked).toHaveLength(3);
  });
});

describe('--debug', () => {
  it.each([[['--debug', 'status']], [['status', '--debug']]])(
    'tells after the line where an error comes from, and its cause: %j',
    async (args) => {
      aws.onAsked = () => EXPIRED;
      const [line = '', ...trace] = (await call(args)).stderr.split('\n');

      expect(line).toMatch(/^mwaaq: CloudFormation does not tell of stacks/);
      const text = trace.join('\n');
      expect(text).toMatch(/^\w*Error: CloudFormation does not .*\n {4}at /);
      expect(text).toMatch(
        /\nby ExpiredToken: The security token .*\n {4}HTTP 403, request request-7, tries 1\n {4}at /,
      );
      expect(line + text).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY);
    },
  );

  it('quotes nothing of an answer that makes no sense', async () => {
    aws.onAsked = (name) =>
      name === 'Query'
        ? { ...jsonRefusal('', ''), status: 200, body: '{"Items": SECRET}' }
        : oneStack(aws.endpoint);
    const { stderr, code } = await call(['history', '--debug']);

    expect(code).toBe(6);
    expect(stderr).toMatch(/^mwaaq: the answer was no JSON.*\n.*\n(.*\n)* {4}at /);
    expect(stderr).not.toContain('SECRET');
  });
});
