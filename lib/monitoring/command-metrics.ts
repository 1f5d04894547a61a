import { Duration } from 'aws-cdk-lib';
import {
  MathExpression,
  type MathExpressionOptions,
  Metric,
  type MetricOptions,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { METRICS, METRICS_DIMENSION, METRICS_NAMESPACE } from '../../lambda/contract/metrics';

/** CDK's own default for metrics. */
const PERIOD = Duration.minutes(5);

/** What a command is taken to cost as long as none has run: AWS's web server needs 5 to 8 seconds. */
const ASSUMED_CLI_MS = 6500;

/** A metric that the runner of an environment logs: of counts the sum, of times the average. */
export function commandMetric(
  environmentName: string,
  which: keyof typeof METRICS,
  options?: MetricOptions,
): Metric {
  const { name, unit } = METRICS[which];
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    dimensionsMap: { [METRICS_DIMENSION]: environmentName },
    statistic: unit === 'Count' ? Stats.SUM : Stats.AVERAGE,
    period: PERIOD,
    ...options,
  });
}

/**
 * The seconds until the queue is empty if nothing more is sent: its messages, times what a command takes. A time in
 * which none has run goes by the last before it, and before the first by an assumed one.
 */
export function timeToDrain(
  environmentName: string,
  queue: IQueue,
  options?: MathExpressionOptions,
): MathExpression {
  return new MathExpression({
    label: 'Seconds to drain',
    period: PERIOD,
    ...options,
    expression: `(visible + inFlight) * (FILL(FILL(cli, REPEAT), ${ASSUMED_CLI_MS}) + FILL(FILL(mint, REPEAT), 0)) / 1000`,
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible(),
      inFlight: queue.metricApproximateNumberOfMessagesNotVisible(),
      cli: commandMetric(environmentName, 'cli'),
      mint: commandMetric(environmentName, 'mint'),
    },
  });
}
