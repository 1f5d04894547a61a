import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/**
 * How often a queue was asked for messages: Lambda asks several times a minute, whether there are any or not. No FILL: it
 * would take data that comes late for a queue that nobody asks.
 */
export function polls(queue: IQueue): MathExpression {
  return new MathExpression({
    expression: 'empty + received',
    usingMetrics: {
      empty: queue.metricNumberOfEmptyReceives(),
      received: queue.metricNumberOfMessagesReceived(),
    },
    label: 'polls',
    period: Duration.minutes(5),
  });
}
