import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../lambda/contract/metrics';
import { MwaaCommandQueue } from '../../../lib';
import { ENVIRONMENT, queueInStack, quickApp } from '../../support/template';

/** Which metric each method is. */
const METHODS = {
  metricSucceeded: 'CommandsSucceeded',
  metricFailed: 'CommandsFailed',
  metricFailedUnknownDag: 'FailedUnknownDag',
  metricFailedRunExists: 'FailedRunExists',
  metricFailedNotUnderstood: 'FailedNotUnderstood',
  metricFailedOther: 'FailedOther',
  metricRefused: 'CommandsRefused',
  metricUnknown: 'CommandsUnknown',
  metricHeld: 'CommandsHeld',
  metricEnvironmentTroubles: 'EnvironmentTroubles',
  metricDuplicatesAvoided: 'DuplicatesAvoided',
  metricQueueWaitTime: 'QueueWaitTime',
  metricMintTime: 'MintTime',
  metricCliTime: 'CliTime',
  metricColdStarts: 'ColdStarts',
} as const;

type Method = keyof typeof METHODS;

const ALL = Object.entries(METHODS) as readonly (readonly [Method, string])[];

describe('the metrics of a queue', () => {
  it.each(ALL)('%s is %s of its environment, over five minutes', (method, metricName) => {
    const { queue } = queueInStack();

    expect(queue[method]()).toMatchObject({
      namespace: 'MwaaCommandQueue',
      metricName,
      dimensions: { Environment: ENVIRONMENT },
      statistic: metricName.endsWith('Time') ? 'Average' : 'Sum',
      period: Duration.minutes(5),
    });
  });

  it('are those that the runner logs, each once', () => {
    const named = ALL.map(([, name]) => name).toSorted();

    expect(named).toEqual(
      Object.values(METRICS)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('are read as the options say', () => {
    const { queue } = queueInStack();
    const options = { statistic: Stats.p(90), period: Duration.hours(1), label: 'wait' };

    expect(queue.metricQueueWaitTime(options)).toMatchObject(options);
  });

  it('are of the stack’s region and account when shown elsewhere', () => {
    const app = quickApp();
    const env = { region: 'eu-central-1', account: '111111111111' };
    const stack = new Stack(app, 'Theirs', { env });
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT });
    const elsewhere = new Stack(app, 'Ours', { env: { ...env, region: 'us-east-1' } });

    expect(elsewhere.resolve(queue.metricFailed().toMetricConfig().metricStat)).toMatchObject(env);
  });
});

describe('the time to drain', () => {
  it('is what waits and what is run, times what a command takes, in seconds', () => {
    const { stack, queue } = queueInStack();
    const name = stack.resolve(queue.queue.queueName);
    new Alarm(stack, 'Slow', {
      metric: queue.metricTimeToDrain(),
      threshold: 3600,
      evaluationPeriods: 1,
    });

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 3600,
      Metrics: Match.arrayWith([
        Match.objectLike({
          Label: 'Seconds to drain',
          Expression:
            '(visible + inFlight) * (FILL(FILL(cli, REPEAT), 6500) + FILL(FILL(mint, REPEAT), 0)) / 1000',
        }),
        usage('visible', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', {
          Name: 'QueueName',
          Value: name,
        }),
        usage('inFlight', 'AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', 'Maximum', {
          Name: 'QueueName',
          Value: name,
        }),
        ...(['cli', 'mint'] as const).map((id) =>
          usage(id, 'MwaaCommandQueue', METRICS[id].name, 'Average', {
            Name: 'Environment',
            Value: ENVIRONMENT,
          }),
        ),
      ]),
    });
  });

  it('is read as the options say', () => {
    const { queue } = queueInStack();
    const drain = queue.metricTimeToDrain({ period: Duration.minutes(1), label: 'drain' });

    expect(drain).toMatchObject({ period: Duration.minutes(1), label: 'drain' });
  });
});

function usage(Id: string, Namespace: string, MetricName: string, Stat: string, dimension: object) {
  return Match.objectLike({
    Id,
    MetricStat: { Metric: { Namespace, MetricName, Dimensions: [dimension] }, Period: 300, Stat },
    ReturnData: false,
  });
}
