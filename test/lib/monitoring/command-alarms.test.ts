import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { AirflowCommand, MwaaCommandQueue } from '../../../lib';
import { RUNBOOK_URL } from '../../../lib/monitoring/runbook';
import { fullQueue } from '../../support/full-queue';
import {
  ENVIRONMENT,
  emptyStack,
  propertiesOf,
  queueInStack,
  quickApp,
} from '../../support/template';

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly Period: number;
  readonly EvaluationPeriods: number;
}

function alarmsOf(stack: Stack): readonly AlarmProperties[] {
  return propertiesOf<AlarmProperties>(Template.fromStack(stack), 'AWS::CloudWatch::Alarm');
}

const namesOf = (alarms: readonly Alarm[]) => alarms.map(({ node }) => node.id);

const PIPE = 'AWS::Pipes::Pipe';

const ALWAYS = [
  'DeadLettersWaiting',
  'OutcomeUnknown',
  'EnvironmentHeld',
  'OldestCommandWaits',
  'DrainTakesTooLong',
  'QueueNotPolled',
  'OutcomeEventsNotDelivered',
  'OutcomeEventsLate',
  'RunnerFails',
  'RunnerThrottled',
];

describe('the alarms', () => {
  it('stay as they are when somebody changes the list that was given', () => {
    const { queue } = queueInStack();
    queue.alarms.pop();
    expect(namesOf(queue.alarms)).toEqual(ALWAYS);
  });

  it('are those of what there is, each once', () => {
    const { stack, queue } = queueInStack();
    const bucket = new Bucket(stack, 'B');
    const schedule = ScheduleExpression.expression('rate(1 day)');
    const command = AirflowCommand.text('version');
    expect(namesOf(queue.alarms)).toEqual(ALWAYS);

    for (const id of ['a', 'b']) {
      queue.addUploadTrigger(`U-${id}`, { bucket, dagId: id, prefix: id });
      queue.addSchedule(`S-${id}`, { schedule, command });
    }

    expect(namesOf(queue.alarms)).toEqual([
      ...ALWAYS,
      'UploadsNotQueued',
      'EventsWait-U-a',
      'SchedulesNotQueued',
      'EventsWait-U-b',
    ]);
    expect(alarmsOf(stack)).toHaveLength(queue.alarms.length);
  });

  it.each([
    ['deadLetterQueue', 'dead-letters-waiting'],
    ['outcomeEventDeadLetterQueue', 'outcome-events-not-delivered'],
    ['uploadDeadLetterQueue', 'uploads-not-queued'],
    ['eventDeadLetterQueue', 'events-not-queued'],
    ['undeliveredEventQueue', 'events-not-delivered'],
    ['scheduleDeadLetterQueue', 'schedule-firings-not-queued'],
  ] as const)('go off while the %s is not empty', (which, heading) => {
    const { stack, queue } = fullQueue();

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp(`: .+\\. Runbook: https://.+#${heading}$`),
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(queue[which]?.queueName) }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it('go off when the pipe fails in two of three periods, hours before it gives up', () => {
    const { stack } = fullQueue();
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#outcome-events-not-delivered$'),
      Namespace: 'AWS/EventBridge/Pipes',
      MetricName: 'ExecutionFailed',
      Dimensions: [
        { Name: 'PipeName', Value: { Ref: Object.keys(template.findResources(PIPE))[0] } },
      ],
      Statistic: 'Sum',
      Period: 600,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it('go off when a command has waited for more than a day', () => {
    const { stack, queue } = fullQueue();

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(queue.queue.queueName) }],
      Statistic: 'Maximum',
      Threshold: 86_400,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it("go off when an event has waited in its trigger's queue for more than a day", () => {
    const { stack, queue, bucket, command, eventPattern } = fullQueue();
    const { eventsQueue: uploads } = queue.addUploadTrigger('U2', {
      bucket,
      dagId: 'd',
      triggerName: 'orders',
      viaEventBridge: true,
    });
    const { eventsQueue: events } = queue.addEventTrigger('stopped', { eventPattern, command });

    for (const [name, { queueName }] of [
      ['orders', uploads],
      ['stopped', events],
    ] as const) {
      Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmDescription: `An event of the trigger ${name} for MyEnvironment has waited more than a day, and after 14 days SQS forgets it: see why the trigger's function does not take it. Runbook: ${RUNBOOK_URL}#events-wait-too-long`,
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: [{ Name: 'QueueName', Value: stack.resolve(queueName) }],
        Statistic: 'Maximum',
        Threshold: 86_400,
        ComparisonOperator: 'GreaterThanThreshold',
      });
    }
  });

  it('go off when the runner fails twice within half an hour', () => {
    const { stack, queue } = fullQueue();

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: stack.resolve(queue.runner.functionName) }],
      Statistic: 'Sum',
      Period: 1800,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it('go off when the environment is held in three of five periods, as the runner logs it', () => {
    const { stack } = fullQueue();

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'MwaaCommandQueue',
      MetricName: 'EnvironmentTroubles',
      Dimensions: [{ Name: 'Environment', Value: ENVIRONMENT }],
      Statistic: 'Sum',
      Period: 600,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });
});

describe('alarmTopic', () => {
  const HERE = 'eu-central-1';

  it('is told by every alarm, later ones too', () => {
    const stack = emptyStack();
    const alarmTopic = new Topic(stack, 'Topic');
    const queue = new MwaaCommandQueue(stack, 'Queue', {
      environmentName: ENVIRONMENT,
      alarmTopic,
    });
    queue.addUploadTrigger('U', { bucket: new Bucket(stack, 'B'), dagId: 'd' });

    const actions = alarmsOf(stack).map(({ AlarmActions }) => AlarmActions);

    expect(actions).toEqual(queue.alarms.map(() => [stack.resolve(alarmTopic.topicArn)]));
  });

  it('may be left out: no action', () => {
    expect(alarmsOf(fullQueue().stack).every((alarm) => !('AlarmActions' in alarm))).toBe(true);
  });

  function queueTelling(arn: string): void {
    const app = quickApp();
    const stack = new Stack(app, 'S', { env: { region: HERE } });
    const alarmTopic = Topic.fromTopicArn(stack, 'Topic', arn);
    new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT, alarmTopic });
  }

  it('may be one of another account', () => {
    expect(() => queueTelling(`arn:aws:sns:${HERE}:222222222222:alarms`)).not.toThrow();
  });

  it.each([
    [
      'of another region',
      'arn:aws:sns:us-east-1:111111111111:alarms',
      "alarmTopic is in region us-east-1: it must be in the stack's, eu-central-1, CloudWatch alarms publish to no other",
    ],
    [
      'that is a FIFO topic',
      `arn:aws:sns:${HERE}:111111111111:alarms.fifo`,
      'alarmTopic is a FIFO topic: give a standard one, CloudWatch alarms publish to no other',
    ],
  ])('refuses one %s', (_, arn, message) => {
    expect(() => queueTelling(arn)).toThrow(new Error(message));
  });
});
