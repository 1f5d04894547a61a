import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../app/app';
import { CONTEXT_KEY } from '../../app/config';
import { readMessages } from '../../local/demo/queues';
import { createAirflowModel } from '../../local/mwaa/model/model';
import { RanList } from '../../local/mwaa/ran';
import { localFolder } from '../../local/project';
import { type LocalRun, runLocally } from '../../local/run';
import { readAssembly } from '../../local/stack/assembly';
import type { StackEvent } from '../../local/stack/events';
import { waitUntil } from '../../local/wait';
import { messagesIn } from '../support/aws';

const SENTINEL = 's3ntinel';
const NAME = 'MyEnvironment';

/** Commands with a secret in each place that one can be, good ones and such as fail on the way. */
const COMMANDS = [
  `variables set key ${SENTINEL}-value`,
  `variables set key`,
  `variables set key ${SENTINEL}-value ${SENTINEL}-too-many`,
  `variables set --frobnicate key ${SENTINEL}-value`,
  'variables get key',
  `variables get ${SENTINEL.slice(0, 4)}-not-there`,
  `connections add id --conn-uri postgres://u:${SENTINEL}@h/d`,
  `connections add id --conn-type http --conn-password ${SENTINEL}-password`,
  `connections add id --conn-extra '{"token": "${SENTINEL}"}'`,
  `connections add id --conn-password=${SENTINEL}-joined --frobnicate`,
];

describe('A secret', () => {
  const events: StackEvent[] = [];
  const ran = new RanList();
  let run: LocalRun;

  beforeAll(async () => {
    const outdir = localFolder('secrets');
    const environment = {
      name: NAME,
      allowedCommands: ['connections add', 'variables get', 'variables set'],
    };
    createApp({ context: { [CONTEXT_KEY]: { environments: [environment] } }, outdir }).synth();
    run = await runLocally({
      stacks: readAssembly(outdir),
      engines: new Map([[NAME, createAirflowModel({ version: '2.11.2', dagIds: [] })]]),
      onEvent: (event) => events.push(event),
      onRan: ran.add,
    });
    for (const [i, MessageBody] of COMMANDS.entries()) {
      const QueueUrl = run.environments[0]?.QueueUrl;
      const MessageDeduplicationId = String(i);
      const message = { QueueUrl, MessageBody, MessageGroupId: NAME, MessageDeduplicationId };
      await run.stack.sqs.send(new SendMessageCommand(message));
    }
    const url = run.environments[0]?.QueueUrl ?? '';
    const empty = async () => (await messagesIn(run.stack.sqs, url)) === 0;
    await waitUntil('every command was dealt with', empty, 60_000);
  });

  afterAll(() => run.stop());

  it('reached Airflow, which printed some of it', () => {
    expect(ran.commands.map(({ stdout, stderr }) => stdout + stderr).join('\n')).toContain(
      `${SENTINEL}-value`,
    );
  });

  it('is in no line that a function logged', () => {
    const logged = events.filter(({ kind }) => kind === 'logged');
    expect(logged.length).toBeGreaterThanOrEqual(COMMANDS.length);
    expect(JSON.stringify(logged)).not.toContain(SENTINEL);
  });

  it('is in no reason of a dead letter', async () => {
    const url = run.environments[0]?.DeadLetterQueueUrl ?? '';
    const deadLetters = await readMessages(run.stack.sqs, url);
    expect(deadLetters.length).toBeGreaterThan(3);
    const attributes = deadLetters.map(({ MessageAttributes }) => MessageAttributes);
    expect(JSON.stringify(attributes)).not.toContain(SENTINEL);
  });

  it('is in no log line or reason when it is the token', () => {
    expect(JSON.stringify(events)).not.toMatch(/Bearer|eyJ[\w-]{10}/);
  });
});
