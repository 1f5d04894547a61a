import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { addressOf, close, listen } from '../../local/http-server';
import { FUNCTIONS_FOLDER } from '../../scripts/functions';
import { host } from '../support/bundle';

/** The real bundle, and before each event the environment that Lambda might have put in the meantime. */
const EVENT_TRIGGER = `
  const { handler } = require(${JSON.stringify(`${FUNCTIONS_FOLDER}/event-trigger/index.js`)});
  exports.handler = ({ variables, event }, context) => {
    Object.assign(process.env, variables);
    return handler(event, context);
  };`;

const BODY = JSON.stringify({ id: 'e-1', 'detail-type': 'Order', source: 'shop', detail: {} });
const EVENT = { Records: [{ messageId: 'message-1', body: BODY }] };

/** SQS as far as it is asked, and the headers of each call. */
async function startQueue() {
  const calls: IncomingHttpHeaders[] = [];
  const server = createServer(async (request, response) => {
    calls.push(request.headers);
    const { MessageBody } = JSON.parse(await text(request));
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ MessageId: 'message-2', MD5OfMessageBody }));
  });
  await listen(server);
  onTestFinished(() => close(server));
  return { endpoint: `http://${addressOf(server)}`, calls };
}

/** The event trigger with such an environment. */
async function eventTrigger(variables: Readonly<Record<string, string>>) {
  const { endpoint, calls } = await startQueue();
  const { target, events } = host(EVENT_TRIGGER, {
    variables: {
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: endpoint,
      MWAAQ_ENVIRONMENT: 'MyEnvironment',
      MWAAQ_QUEUE_URL: `${endpoint}/1/commands.fifo`,
      MWAAQ_EVENT_RULE: JSON.stringify({ name: 'o', fields: { trigger: { dagId: 'd' } } }),
      ...variables,
    },
  });
  const send = (changed: Readonly<Record<string, string>> = {}) =>
    target.invoke({ variables: changed, event: EVENT });
  return { send, calls, events };
}

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAFIRST', AWS_SECRET_ACCESS_KEY: 'secret' };

it('signs with the credentials of the environment, their session and those that follow them', async () => {
  const { send, calls } = await eventTrigger({ ...KEYS, AWS_SESSION_TOKEN: 'first' });

  expect(await send()).toEqual({ batchItemFailures: [] });
  await send({ AWS_ACCESS_KEY_ID: 'AKIASECOND', AWS_SESSION_TOKEN: 'second' });

  const signed = calls.map(({ authorization, 'x-amz-security-token': session }) => [
    /Credential=(\w+)\//.exec(String(authorization))?.[1],
    session,
  ]);
  expect(signed).toEqual([
    ['AKIAFIRST', 'first'],
    ['AKIASECOND', 'second'],
  ]);
});

it.each<{ without: string; variables: Readonly<Record<string, string>>; said: RegExp }>([
  {
    without: 'credentials',
    variables: {},
    said: /^no credentials: AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set\. Lambda sets both/,
  },
  {
    without: 'the credentials of a container',
    variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/role' },
    said: /^no credentials: .* is not set, and AWS_CONTAINER_CREDENTIALS_FULL_URI is not looked at\./,
  },
])('does without $without, and says what to do', async ({ variables, said }) => {
  const { send, calls, events } = await eventTrigger(variables);

  expect(await send()).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  expect(calls).toEqual([]);
  const errors = events.map((event) => event.kind === 'logged' && event.entry.error);
  expect(errors).toContainEqual(expect.objectContaining({ message: expect.stringMatching(said) }));
});

it('does not begin to work with a profile, and says what to do', async () => {
  const { send, calls, events } = await eventTrigger({ ...KEYS, AWS_PROFILE: 'dev' });

  await expect(send()).rejects.toThrow('ended (1)');
  expect(calls).toEqual([]);
  const lines = events.map((event) => event.kind === 'logged' && event.entry.message);
  expect(lines).toContainEqual(
    expect.stringMatching(
      /AWS_PROFILE is "dev", but the functions read no profiles: unset it, and set what/,
    ),
  );
});
