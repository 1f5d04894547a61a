import { METRICS, METRICS_DIMENSION, METRICS_NAMESPACE } from '../../contract/metrics';
import type { MetricValues } from './metrics';

/** Fields that stand at the root of a log line; CloudWatch Logs makes metrics of them. */
export type MetricFields = Readonly<Record<string, unknown>>;

/**
 * Writes metrics as fields of a log line, in the embedded metric format.
 *
 * @param now in milliseconds since the epoch
 * @returns no fields when there is nothing to tell
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embedMetrics(
  environmentName: string,
  values: MetricValues,
  now: number,
): MetricFields {
  const measured = Object.entries(METRICS).flatMap(([key, { name, unit }]) => {
    const value = values[key as keyof MetricValues];
    // A line with what is no number would lose all its metrics.
    return value !== undefined && Number.isFinite(value) ? [{ name, unit, value }] : [];
  });
  if (measured.length === 0) return {};
  return {
    ...Object.fromEntries(measured.map(({ name, value }) => [name, value])),
    [METRICS_DIMENSION]: environmentName,
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: METRICS_NAMESPACE,
          Dimensions: [[METRICS_DIMENSION]],
          Metrics: measured.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
  };
}
