import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, it } from 'vitest';
import { readDeployments } from '../../cli/deployment/deployment';
import { STACK_OUTPUTS } from '../../lambda/contract/stack-outputs';
import { AirflowCommand, MwaaCommandQueue } from '../../lib';
import { ENVIRONMENT, joined, queueInStack } from '../support/template';

const command = AirflowCommand.text('version');

/** One of each that has an output of its own. */
function addSources(stack: Stack, queue: MwaaCommandQueue): void {
  const batch = { window: Duration.minutes(5) };
  const bucket = new Bucket(stack, 'Bucket');
  queue.addUploadTrigger('orders', { bucket, dagId: 'load', batch });
  queue.addUploadTrigger('partners', {
    bucket: Bucket.fromBucketName(stack, 'Theirs', 'theirs'),
    dagId: 'load',
    sourceAccounts: ['111111111111'],
    prefix: 'x/',
  });
  queue.addSchedule('s', { schedule: ScheduleExpression.expression('rate(1 day)'), command });
  queue.addEventTrigger('e', {
    eventPattern: { source: ['shop'] },
    eventBus: new EventBus(stack, 'Bus'),
    command,
  });
}

/** The outputs as CloudFormation tells them, with a word for what is known only there. */
function outputsOf(stack: Stack): Readonly<Record<string, string>> {
  const outputs = Object.entries(Template.fromStack(stack).findOutputs('*'));
  return Object.fromEntries(outputs.map(([name, { Value }]) => [name, joined(Value)]));
}

/** Those that only a queue in a VPC has. */
const OF_NETWORK: readonly string[] = [
  STACK_OUTPUTS.runnerSecurityGroupId,
  STACK_OUTPUTS.vpcEndpointSecurityGroupId,
];

describe('addOutputs', () => {
  it('adds all there are names for, whatever is added before or after it', () => {
    const [before, after] = [queueInStack(), queueInStack()];
    addSources(before.stack, before.queue);
    before.queue.addOutputs();
    after.queue.addOutputs();
    addSources(after.stack, after.queue);

    const names = Object.values(STACK_OUTPUTS).filter((name) => !OF_NETWORK.includes(name));
    expect(Object.keys(outputsOf(before.stack)).toSorted()).toEqual(names.toSorted());
    expect(outputsOf(after.stack)).toEqual(outputsOf(before.stack));
    const { UploadFunctions = '' } = outputsOf(before.stack);
    expect(Object.keys(JSON.parse(UploadFunctions))).toEqual(['orders', 'partners']);
  });

  it('keeps those of each prefix, when one queue has two', () => {
    const { stack, queue } = queueInStack();
    queue.addOutputs('Old');
    queue.addOutputs('New');
    addSources(stack, queue);

    const names = Object.keys(outputsOf(stack));
    const [old, fresh] = ['Old', 'New'].map((prefix) =>
      names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    );
    expect(old).toContain(STACK_OUTPUTS.uploadFunctions);
    expect(old?.toSorted()).toEqual(fresh?.toSorted());
  });

  it('has the command line find each of several queues in one stack', () => {
    const { stack, queue } = queueInStack();
    const other = new MwaaCommandQueue(stack, 'Other', { environmentName: 'Sales' });
    other.addOutputs('Sales');
    queue.addOutputs();

    const found = readDeployments('Stack', outputsOf(stack));

    expect(found.map(({ environmentName }) => environmentName).toSorted()).toEqual([
      ENVIRONMENT,
      'Sales',
    ]);
    for (const { environmentName, ...deployment } of found) {
      const its = environmentName === 'Sales' ? other : queue;
      const joinedOf = (value: string) => joined(stack.resolve(value));
      expect(deployment).toMatchObject({
        stackName: 'Stack',
        queueUrl: joinedOf(its.queue.queueUrl),
        deadLetterQueueUrl: joinedOf(its.deadLetterQueue.queueUrl),
        recordsTableName: joinedOf(its.records.tableName),
        outputs: { RunnerEventSourceMappingId: joinedOf(its.runnerEventSourceMappingId) },
      });
    }
  });

  it('refuses a prefix that another queue of the stack has, and says what to do', () => {
    const { stack, queue } = queueInStack();
    queue.addOutputs();
    const other = new MwaaCommandQueue(stack, 'Other', { environmentName: 'Sales' });

    expect(() => other.addOutputs()).toThrow(
      'the stack Stack has an output QueueUrl already: give each queue in it a prefix of its own, for example addOutputs("Sales")',
    );
  });

  it.each(['before', 'after'])(
    'refuses a prefix by which one queue has a name of another’s output, called %s it',
    (when) => {
      const { stack, queue } = queueInStack();
      addSources(stack, queue);
      const other = new MwaaCommandQueue(stack, 'Other', { environmentName: 'Sales' });
      const its = () => other.addOutputs('Upload');
      const [first, second] =
        when === 'before' ? [its, () => queue.addOutputs()] : [() => queue.addOutputs(), its];
      first();

      expect(second).toThrow(
        'the stack Stack has an output UploadDeadLetterQueueUrl already: give each queue in it a prefix of its own, for example addOutputs("Sales")',
      );
    },
  );

  it.each(['sales', 'My-Sales', ' ', 'S'.repeat(65)])('refuses the prefix %j', (prefix) => {
    expect(() => queueInStack().queue.addOutputs(prefix)).toThrow(
      `prefix is ${JSON.stringify(prefix)}: give at most 64 letters and digits that begin with a capital one, for example "Sales"`,
    );
  });

  it('refuses what is no text, for callers without a compiler', () => {
    const { queue } = queueInStack();

    expect(() => Reflect.apply(queue.addOutputs, queue, [7])).toThrow('prefix is');
  });

  it('leaves a stack without it as it is', () => {
    const { stack, queue } = queueInStack();
    addSources(stack, queue);

    expect(outputsOf(stack)).toEqual({});
  });
});
