import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { countMessages } from '../adapters/commands-queue';
import type { Here } from '../cli';
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

async function lookAtQueue({ aws, deployment: { queueUrl }, queue }: Here): Promise<Finding> {
  const about = 'commands queue';
  const { Attributes = {} } = await aws
    .sqs()
    .send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
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
  const { waiting, inFlight } = await queue.counts();
  return ok(about, `FIFO, ${waiting} waiting, ${inFlight} in flight`);
}

async function lookAtMapping({ mapping, deployment }: Here): Promise<Finding> {
  const { state } = await mapping.find();
  if (state === 'on') return ok('runner', 'takes commands from the queue');
  const remedy = `"mwaaq release ${deployment.environmentName}" when the maintenance is over`;
  return warning(
    'runner',
    state === 'off' ? 'held for maintenance' : 'being held or released',
    remedy,
  );
}

async function lookAtRecords({ records, deployment: { environmentName } }: Here): Promise<Finding> {
  const environment = await records.findEnvironment(environmentName);
  if (environment?.state !== 'held') return ok('records', 'readable; the last command got through');
  const remedy = 'mend what the reason names: all commands wait for it';
  return error('records', `held since ${environment.since}: ${environment.reason ?? ''}`, remedy);
}

async function lookAtDeadLetters({ aws, deployment }: Here): Promise<Finding> {
  const { waiting, inFlight } = await countMessages(aws.sqs(), deployment.deadLetterQueueUrl);
  const count = waiting + inFlight;
  if (count === 0) return ok('dead letters', 'none');
  return warning('dead letters', String(count), 'see "mwaaq failed list"');
}
