import { Duration, Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT, queueInStack, queueTemplate } from '../../support/template';

const ALARM = 'AWS::CloudWatch::Alarm';

/** As an alarm of an expression has its metrics. */
const metrics = (Namespace: string, Dimensions: unknown, named: object) =>
  Object.entries(named).map(([Id, [MetricName, Stat]]) => ({
    Id,
    MetricStat: { Metric: { Namespace, Dimensions, MetricName }, Period: 300, Stat },
    ReturnData: false,
  }));

const ofQueue = (stack: ReturnType<typeof queueInStack>['stack'], { queueName }: IQueue) => [
  { Name: 'QueueName', Value: stack.resolve(queueName) },
];

describe('the alarms of the commands queue', () => {
  it('go off for a quarter of an hour of more than six hours of commands', () => {
    const { stack, queue } = queueInStack();

    Template.fromStack(stack).hasResourceProperties(ALARM, {
      Metrics: [
        {
          Id: 'expr_1',
          Label: 'Seconds to drain',
          Expression:
            '(visible + inFlight) * (FILL(FILL(cli, REPEAT), 6500) + FILL(FILL(mint, REPEAT), 0)) / 1000',
          ReturnData: true,
        },
        ...metrics('AWS/SQS', ofQueue(stack, queue.queue), {
          visible: ['ApproximateNumberOfMessagesVisible', 'Maximum'],
          inFlight: ['ApproximateNumberOfMessagesNotVisible', 'Maximum'],
        }),
        ...metrics('MwaaCommandQueue', [{ Name: 'Environment', Value: ENVIRONMENT }], {
          cli: ['CliTime', 'Average'],
          mint: ['MintTime', 'Average'],
        }),
      ],
      Threshold: 21_600,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: Match.absent(),
      TreatMissingData: 'notBreaching',
    });
  });

  it('go off when nothing has asked for messages for a quarter of an hour, and stay as they are without data', () => {
    const { stack, queue } = queueInStack();

    Template.fromStack(stack).hasResourceProperties(ALARM, {
      Metrics: [
        { Id: 'expr_1', Label: 'polls', Expression: 'empty + received', ReturnData: true },
        ...metrics('AWS/SQS', ofQueue(stack, queue.queue), {
          empty: ['NumberOfEmptyReceives', 'Sum'],
          received: ['NumberOfMessagesReceived', 'Sum'],
        }),
      ],
      Threshold: 0,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: Match.absent(),
      TreatMissingData: 'ignore',
    });
  });

  it('go off for a command whose outcome is unknown, for an hour', () => {
    queueTemplate().hasResourceProperties(ALARM, {
      Namespace: 'MwaaCommandQueue',
      MetricName: 'CommandsUnknown',
      Dimensions: [{ Name: 'Environment', Value: ENVIRONMENT }],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it('go off when the runner is throttled in two of three periods', () => {
    const { stack, queue } = queueInStack();

    Template.fromStack(stack).hasResourceProperties(ALARM, {
      Namespace: 'AWS/Lambda',
      MetricName: 'Throttles',
      Dimensions: [{ Name: 'FunctionName', Value: stack.resolve(queue.runner.functionName) }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  it('are silent where there is no data, all but that of the polls', () => {
    const alarms = Object.values(queueTemplate().findResources(ALARM));
    const told = alarms.map(({ Properties }) => Properties.TreatMissingData);

    expect(told.toSorted()).toEqual(['ignore', ...Array(9).fill('notBreaching')]);
  });
});

describe('maxDrainTime', () => {
  const threshold = (maxDrainTime: Duration) =>
    Object.values(
      queueTemplate({ maxDrainTime }).findResources(ALARM, {
        Properties: {
          AlarmDescription: Match.stringLikeRegexp('#queue-takes-too-long-to-drain$'),
        },
      }),
    ).map(({ Properties }) => Properties.Threshold);

  it.each([
    [Duration.minutes(1), 60],
    [Duration.hours(2), 7200],
    [Duration.days(14), 1_209_600],
  ])('may be %s', (maxDrainTime, seconds) => {
    expect(threshold(maxDrainTime)).toEqual([seconds]);
  });

  it.each([
    [Duration.minutes(0), 0],
    [Duration.seconds(30), 0.5],
    [Duration.minutes(20_161), 20_161],
  ])('refuses %s', (maxDrainTime, minutes) => {
    expect(() => queueTemplate({ maxDrainTime })).toThrow(
      new Error(`maxDrainTime is ${minutes} minutes: it must be 1 to 20160 minutes`),
    );
  });

  it('may be known only at deployment', () => {
    const seconds = Lazy.number({ produce: () => 300 });

    expect(threshold(Duration.seconds(seconds))).toEqual([300]);
  });
});
