import { Match, Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, it } from 'vitest';
import { AirflowCommand } from '../../../lib';
import { propertiesOf } from '../../support/template';
import { queueWithBuckets, rulesOf } from '../../support/uploads';

const command = AirflowCommand.text('version');
const eventPattern = { source: ['aws.ec2'] };

interface QueuePolicy {
  readonly Queues: readonly unknown[];
  readonly PolicyDocument: { readonly Statement: readonly { readonly Effect: string }[] };
}

describe('the queue of events that EventBridge could not deliver', () => {
  it('is not made for what does not come by EventBridge', () => {
    const { queue, add } = queueWithBuckets();
    add();
    queue.addSchedule('s', { schedule: ScheduleExpression.expression('rate(1 day)'), command });

    expect(queue.undeliveredEventQueue).toBeUndefined();
  });

  it('is one for the rules of uploads and of events, of no redrive, with one alarm', () => {
    const { stack, queue, imported, add } = queueWithBuckets();
    add({ bucket: imported });
    const made = queue.undeliveredEventQueue;
    queue.addEventTrigger('e', { eventPattern, command });

    expect(queue.undeliveredEventQueue).toBe(made);
    expect(made?.fifo).toBe(false);
    const arn = stack.resolve(made?.queueArn);
    expect(rulesOf(stack).map(({ Targets }) => Targets[0]?.DeadLetterConfig)).toEqual([
      { Arn: arn },
      { Arn: arn },
    ]);
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::SQS::Queue',
      { RedrivePolicy: { deadLetterTargetArn: arn } },
      0,
    );
    expect(queue.alarms.filter(({ node }) => node.id === 'EventsNotDelivered')).toHaveLength(1);
  });

  it('takes them before there is a rule, whose target may not yet let it send', () => {
    const { stack, queue, imported, add } = queueWithBuckets();
    add({ bucket: imported });
    queue.addEventTrigger('e', { eventPattern, command });
    const template = Template.fromStack(stack);
    const url = stack.resolve(queue.undeliveredEventQueue?.queueUrl);

    const [policy] = Object.keys(
      template.findResources('AWS::SQS::QueuePolicy', { Properties: { Queues: [url] } }),
    );
    template.resourceCountIs('AWS::Events::Rule', 2);
    template.allResources('AWS::Events::Rule', { DependsOn: Match.arrayWith([policy]) });
  });

  it('takes them from all rules of the account by one statement, for a policy has 20 at most', () => {
    const { stack, queue } = queueWithBuckets();
    for (let i = 0; i < 21; i++) queue.addEventTrigger(`e${i}`, { eventPattern, command });
    const url = JSON.stringify(stack.resolve(queue.undeliveredEventQueue?.queueUrl));

    const policies = propertiesOf<QueuePolicy>(Template.fromStack(stack), 'AWS::SQS::QueuePolicy');
    const [policy, ...others] = policies.filter(({ Queues }) => JSON.stringify(Queues[0]) === url);

    expect(others).toEqual([]);
    expect(policy?.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Sid: 'AllowEventRules',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: stack.resolve(queue.undeliveredEventQueue?.queueArn),
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':events:',
                  { Ref: 'AWS::Region' },
                  ':',
                  { Ref: 'AWS::AccountId' },
                  ':rule/*',
                ],
              ],
            },
          },
        },
      },
    ]);
  });
});
