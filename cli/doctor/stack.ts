import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { commandsQueueOf, countMessages, sqsOf } from '../adapters/commands-queue';
import { mappingOf } from '../adapters/mapping';
import { recordsOf } from '../adapters/records';
import type { Here } from '../here';
import { error, type Finding, inWords, ok, warning } from './finding';

/** How the deployed queue stands. */
export async function lookAtStack(here: Here): Promise<readonly Finding[]> {
  const looks: readonly [string, () => Promise<Finding>][] = [
    ['commands queue', () => lookAtQueue(here)],
    ['runner', () => lookAtMapping(here)],
    ['records', () => lookAtRecords(here)],
    ['dead letters', () => lookAtDeadLetters(here)],
  ];
  const { stackName, environmentName } = here.deployment;
  const findings = [ok('stack', `${stackName} serves ${environmentName}`)];
  for (const [about, look] of looks) {
    const onError = (cause: unknown) =>
      error(about, inWords(cause), 'look at your rights and at the stack in CloudFormation');
    findings.push(await look().catch(onError));
  }
  return findings;
}

async function lookAtQueue(here: Here): Promise<Finding> {
  const about = 'commands queue';
  const QueueUrl = here.deployment.queueUrl;
  const { Attributes = {} } = await sqsOf(here).send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  if (Attributes.FifoQueue !== 'true') {
    return error(
      about,
      'is no FIFO queue',
      'deploy the stack again: without it nothing keeps the order',
    );
  }
  if (Attributes.ContentBasedDeduplication === 'true') {
    return warning(
      about,
      'drops a body that was sent before within five minutes',
      'deploy the stack again',
    );
  }
  const { waiting, inFlight } = await commandsQueueOf(here).counts();
  return ok(about, `FIFO, ${waiting} waiting, ${inFlight} in flight`);
}

async function lookAtMapping(here: Here): Promise<Finding> {
  const { state } = await mappingOf(here).find();
  if (state === 'on') return ok('runner', 'takes commands from the queue');
  const remedy = `call "mwaaq release ${here.deployment.environmentName}" when the maintenance is over`;
  return warning(
    'runner',
    state === 'off' ? 'held for maintenance' : 'being held or released',
    remedy,
  );
}

async function lookAtRecords(here: Here): Promise<Finding> {
  const environment = await recordsOf(here).findEnvironment(here.deployment.environmentName);
  if (environment?.state !== 'held') return ok('records', 'readable; the last command got through');
  const remedy = 'mend what the reason names: all commands wait for it';
  return error('records', `held since ${environment.since}: ${environment.reason ?? ''}`, remedy);
}

async function lookAtDeadLetters(here: Here): Promise<Finding> {
  const { deadLetterQueueUrl } = here.deployment;
  const { waiting, inFlight } = await countMessages(sqsOf(here), deadLetterQueueUrl);
  const count = waiting + inFlight;
  if (count === 0) return ok('dead letters', 'none');
  return warning('dead letters', String(count), 'see "mwaaq failed list"');
}
