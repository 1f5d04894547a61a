import type { Duration } from 'aws-cdk-lib';
import { Color, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { METRICS } from '../../lambda/contract/metrics';
import { commandMetric, timeToDrain } from './command-metrics';
import type { Graph } from './dashboard-widgets';
import { polls } from './queue-polls';

/** What the graphs of an environment's commands are drawn from. */
export interface CommandParts {
  readonly environmentName: string;
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly runner: LambdaFunction;
  readonly maxDrainTime: Duration;
}

/** How many messages a queue has for whoever asks. */
export function visible(label: string, queue: IQueue, color?: string): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ label, color });
}

export function waitingGraphs({ environmentName, queue, maxDrainTime }: CommandParts): Graph[] {
  const inFlight = queue.metricApproximateNumberOfMessagesNotVisible({ label: 'running or held' });
  return [
    {
      title: 'Commands in the queue',
      unit: 'commands',
      stacked: true,
      metrics: [visible('waiting', queue), inFlight],
    },
    {
      title: 'Age of the oldest command',
      unit: 'seconds',
      metrics: [queue.metricApproximateAgeOfOldestMessage({ label: 'oldest command' })],
    },
    {
      title: 'Time to drain the queue',
      unit: 'seconds',
      metrics: [timeToDrain(environmentName, queue, { label: 'time to drain' })],
      limit: { label: 'alarm', value: maxDrainTime.toSeconds() },
    },
    { title: 'Polls of the queue (0: nobody asks)', unit: 'polls', metrics: [polls(queue)] },
  ];
}

export function failureGraphs({ environmentName, deadLetterQueue }: CommandParts): Graph[] {
  const of = (metric: keyof typeof METRICS, label: string, color?: string) =>
    commandMetric(environmentName, metric, { label, color });
  return [
    {
      title: 'What became of commands',
      unit: 'commands',
      stacked: true,
      metrics: [
        of('succeeded', 'succeeded', Color.GREEN),
        of('failed', 'failed', Color.RED),
        of('refused', 'refused', Color.ORANGE),
        of('unknown', 'unknown', Color.PURPLE),
      ],
    },
    {
      title: 'Why commands failed',
      unit: 'commands',
      stacked: true,
      metrics: [
        of('failedUnknownDag', 'no such DAG'),
        of('failedRunExists', 'run exists'),
        of('failedNotUnderstood', 'not understood'),
        of('failedOther', 'else'),
      ],
    },
    {
      title: 'Dead letters of commands',
      unit: 'commands',
      metrics: [visible('dead letters', deadLetterQueue, Color.RED)],
    },
    {
      title: 'Held, and duplicates avoided',
      unit: 'messages',
      metrics: [
        of('held', 'held'),
        of('environmentTroubles', 'held by the environment', Color.RED),
        of('duplicatesAvoided', 'duplicates avoided', Color.GREEN),
      ],
    },
  ];
}

export function timeGraphs({ environmentName, runner }: CommandParts): Graph[] {
  const of = (metric: keyof typeof METRICS, label: string) =>
    spread(label, (options) => commandMetric(environmentName, metric, options));
  return [
    { title: 'Wait in the queue', unit: 'ms', metrics: of('queueWait', 'wait') },
    {
      title: 'Token, and the answer of Airflow',
      unit: 'ms',
      metrics: [...of('mint', 'token'), ...of('cli', 'answer')],
    },
    {
      title: 'Duration of the runner',
      unit: 'ms',
      metrics: spread('runner', (options) => runner.metricDuration(options)),
    },
    {
      title: 'Starts of the runner',
      unit: 'invocations',
      metrics: [
        runner.metricInvocations({ label: 'invocations' }),
        commandMetric(environmentName, 'coldStarts', { label: 'cold starts' }),
        runner.metricErrors({ label: 'errors', color: Color.RED }),
        runner.metricThrottles({ label: 'throttles', color: Color.ORANGE }),
      ],
    },
  ];
}

/** A time as it is on average, and for nine of ten. */
function spread(
  label: string,
  metric: (options: { readonly label: string; readonly statistic: string }) => Metric,
): Metric[] {
  return [
    metric({ label: `${label}, average`, statistic: Stats.AVERAGE }),
    metric({ label: `${label}, p90`, statistic: Stats.percentile(90) }),
  ];
}
