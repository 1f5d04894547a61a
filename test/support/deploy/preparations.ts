import { randomUUID } from 'node:crypto';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { CommandRecord } from '../../../lambda/contract/record';
import { commandsIn, readRecords } from '../../../local/demo/records';
import { waitUntil } from '../../../local/wait';
import { messagesIn } from '../aws';
import { always, minting, refusal } from '../faults/calls';
import { ENVIRONMENT, type Features } from './features';
import { ACCOUNT, REGION } from './settings';

const WITHIN_MS = 60_000;

/** Sends a command. @returns its id */
export async function send(
  features: Features,
  body: object,
  id: string = randomUUID(),
): Promise<string> {
  await features.account.sqs.send(
    new SendMessageCommand({
      QueueUrl: features.output('QueueUrl'),
      MessageGroupId: ENVIRONMENT,
      MessageDeduplicationId: randomUUID(),
      MessageBody: JSON.stringify({ ...body, id }),
    }),
  );
  return id;
}

/** Waits for a command's record to say so. */
export async function recordOf(
  features: Features,
  id: string,
  state: CommandRecord['state'] = 'ended',
): Promise<void> {
  const { dynamodb } = features.account;
  const table = features.output('RecordsTableName');
  const isThere = async () =>
    commandsIn(await readRecords(dynamodb, table)).some((r) => r.id === id && r.state === state);
  await waitUntil(`the record of ${id} says ${state}`, isThere, WITHIN_MS);
}

/** A command that Airflow says no to. @returns its id */
export async function sendFailing(features: Features): Promise<string> {
  const id = await send(features, { trigger: { dagId: 'nowhere' } });
  await recordOf(features, id);
  return id;
}

/** The physical name of the one resource of the stack whose logical id matches. */
export async function resourceNamed(features: Features, pattern: RegExp): Promise<string> {
  const listed = await features.resources();
  const found = listed.split('\n').filter((line) => pattern.test(line.split('\t')[0] ?? ''));
  const [, name] = found[0]?.split('\t') ?? [];
  if (found.length !== 1 || name === undefined) throw new Error(`${pattern} of ${listed}`);
  return name;
}

/** The name of a queue of the stack, by its logical id. */
export async function queueName(features: Features, pattern: RegExp): Promise<string> {
  return (await resourceNamed(features, pattern)).replace(/^.*\//, '');
}

/** Its URL. */
export async function queueUrl(features: Features, pattern: RegExp): Promise<string> {
  return features.output('QueueUrl').replace(/[^/]+$/, await queueName(features, pattern));
}

/** Has MWAA refuse tokens, and waits for a command to be held. @returns the command's id */
export async function holdEnvironment(features: Features): Promise<string> {
  features.account.onCall = always(minting, refusal(503, 'ServiceUnavailableException'));
  const id = await send(features, { command: 'version' });
  await recordOf(features, id, 'held');
  return id;
}

/** Puts an event where AWS puts what it could not deliver to a queue. @returns what the event is about */
export async function putAside(features: Features, output: string, queue: RegExp) {
  const machine = randomUUID();
  const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${await queueName(features, queue)}`;
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  await features.account.sqs.send(
    new SendMessageCommand({
      QueueUrl: features.output(output),
      MessageBody: JSON.stringify(stopped(machine)),
      MessageAttributes: {
        ERROR_CODE: attribute('NO_PERMISSIONS'),
        ERROR_MESSAGE: attribute('not authorized'),
        TARGET_ARN: attribute(arn),
      },
    }),
  );
  return { MACHINE: machine };
}

/** An event of the kind that the trigger takes, as EventBridge writes it. */
function stopped(machine: string) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Machine',
    source: 'shop',
    account: ACCOUNT,
    time: new Date().toISOString(),
    region: REGION,
    resources: [],
    detail: { state: 'stopped', machine },
  };
}

/** Has a function give a message back until SQS takes it for dead: at once, not after hours. */
export async function giveUpAt(features: Features, QueueUrl: string, deadUrl: string) {
  const { sqs } = features.account;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = { ...JSON.parse(Attributes.RedrivePolicy ?? '{}'), maxReceiveCount: 1 };
  const given = { RedrivePolicy: JSON.stringify(policy), VisibilityTimeout: '1' };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: given }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no event at all' }));
  const isDead = async () => (await messagesIn(sqs, deadUrl)) > 0;
  await waitUntil('the message is a dead letter', isDead, WITHIN_MS);
}
