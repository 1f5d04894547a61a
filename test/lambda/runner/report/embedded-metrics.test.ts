import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../../lambda/contract/metrics';
import { embedMetrics } from '../../../../lambda/runner/report/embedded-metrics';
import type { MetricValues } from '../../../../lambda/runner/report/metrics';
import { readMetrics } from '../../../../local/embedded-metrics';

const NOW = Date.parse('2026-03-01T10:00:00Z');

const ALL: MetricValues = Object.fromEntries(Object.keys(METRICS).map((key, i) => [key, i]));

describe('Metrics in a log line', () => {
  it('are as the specification has them, each with its name, unit and value', () => {
    const read = readMetrics(embedMetrics('MyEnvironment', ALL, NOW));
    const metrics = Object.values(METRICS);
    expect(read).toStrictEqual({
      timestamp: NOW,
      namespace: 'MwaaCommandQueue',
      dimensions: { Environment: 'MyEnvironment' },
      values: Object.fromEntries(metrics.map(({ name }, i) => [name, i])),
      units: Object.fromEntries(metrics.map(({ name, unit }) => [name, unit])),
    });
  });

  it('are those that were measured, and no others', () => {
    expect(embedMetrics('MyEnvironment', { queueWait: 0, failed: 1 }, NOW)).toStrictEqual({
      CommandsFailed: 1,
      QueueWaitTime: 0,
      Environment: 'MyEnvironment',
      _aws: {
        Timestamp: NOW,
        CloudWatchMetrics: [
          {
            Namespace: 'MwaaCommandQueue',
            Dimensions: [['Environment']],
            Metrics: [
              { Name: 'CommandsFailed', Unit: 'Count' },
              { Name: 'QueueWaitTime', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'leave out what JSON cannot hold (%d), for the sake of the others',
    (value) => {
      const read = readMetrics(embedMetrics('MyEnvironment', { succeeded: 1, cli: value }, NOW));
      expect(read?.values).toStrictEqual({ CommandsSucceeded: 1 });
    },
  );

  it('are no fields at all when there is nothing to tell', () => {
    expect(embedMetrics('MyEnvironment', {}, NOW)).toStrictEqual({});
  });
});
