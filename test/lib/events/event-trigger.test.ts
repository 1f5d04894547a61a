import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { STOPPED, triggerInStack } from '../../support/event-triggers';
import {
  consumeStatement,
  ENVIRONMENT,
  logStatement,
  queueInStack,
  statementsOf,
} from '../../support/template';

const RULE = 'AWS::Events::Rule';

describe('an event trigger', () => {
  it('has a rule that sends the events of its pattern to a queue of its own', () => {
    const { stack, queue, trigger, template } = triggerInStack();

    template.resourceCountIs(RULE, 1);
    template.hasResourceProperties(RULE, {
      EventPattern: { source: ['aws.ec2'], detail: { state: ['stopped'] } },
      State: 'ENABLED',
      EventBusName: Match.absent(),
      Targets: [
        {
          Arn: stack.resolve(trigger.eventsQueue.queueArn),
          DeadLetterConfig: { Arn: stack.resolve(queue.undeliveredEventQueue?.queueArn) },
          InputPath: Match.absent(),
          InputTransformer: Match.absent(),
        },
      ],
    });
  });

  it('lets only that rule send to the queue', () => {
    const { stack, trigger, template } = triggerInStack();

    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [stack.resolve(trigger.eventsQueue.queueUrl)],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': stack.resolve(trigger.rule.ruleArn) } },
          }),
        ]),
      },
    });
  });

  it('tries an event again for six hours, and keeps it then', () => {
    const { stack, queue, trigger, template } = triggerInStack();

    expect(trigger.eventsQueue.fifo).toBe(false);
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 180,
      MessageRetentionPeriod: 1_209_600,
      RedrivePolicy: {
        deadLetterTargetArn: stack.resolve(queue.eventDeadLetterQueue?.queueArn),
        maxReceiveCount: 120,
      },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 30,
      FunctionName: Match.absent(),
      Environment: { Variables: { MWAAQ_EVENT_RULE: Match.anyValue() } },
    });
  });

  it('hands up to ten events to its function, which reports those that it gives back', () => {
    const { stack, trigger, template } = triggerInStack();

    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: stack.resolve(trigger.eventsQueue.queueArn),
      FunctionName: stack.resolve(trigger.handler.functionName),
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('may receive from its queue, send to the commands queue, and nothing else', () => {
    const { stack, queue, trigger } = triggerInStack();

    expect(statementsOf(stack, trigger.handler.role)).toEqual([
      logStatement(stack, trigger.handler),
      {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: stack.resolve(queue.queue.queueArn),
      },
      consumeStatement(stack, trigger.eventsQueue),
    ]);
  });

  it('tells its function the environment, the queue and the rule, and nothing else', () => {
    const { stack, queue, template } = triggerInStack();

    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          MWAAQ_ENVIRONMENT: ENVIRONMENT,
          MWAAQ_QUEUE_URL: stack.resolve(queue.queue.queueUrl),
          MWAAQ_EVENT_RULE: JSON.stringify({
            name: 'stopped',
            fields: { trigger: { dagId: 'clean_up' } },
          }),
        },
      },
    });
  });
});

describe('the event triggers of an environment', () => {
  it('share one standard dead-letter queue, with an alarm', () => {
    const { stack, queue } = queueInStack();
    for (const id of ['a', 'b']) queue.addEventTrigger(id, STOPPED);
    const template = Template.fromStack(stack);

    expect(queue.eventDeadLetterQueue?.fifo).toBe(false);
    template.resourceCountIs('AWS::SQS::Queue', 7);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription:
        "Events did not become commands for MyEnvironment: see why the event trigger failed, and move what is in the events' dead-letter queue back. Runbook: https://github.com/mwaa-cli-queue/mwaa-cli-queue/blob/main/docs/runbook.md#events-not-queued",
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      Dimensions: [
        { Name: 'QueueName', Value: stack.resolve(queue.eventDeadLetterQueue?.queueName) },
      ],
    });
    expect(queue.alarms.filter(({ node }) => node.id === 'EventsNotQueued')).toHaveLength(1);
  });

  it('have none when there are none of them', () => {
    const { queue } = queueInStack();

    expect(queue.eventDeadLetterQueue).toBeUndefined();
    expect(queue.alarms.map(({ node }) => node.id)).not.toContain('EventsNotQueued');
  });
});
