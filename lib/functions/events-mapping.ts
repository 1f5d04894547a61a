import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/**
 * The least that Lambda takes. More would be of no use, since the commands queue takes its commands one by one, seconds
 * each; and a burst of events must not use up the account's concurrency, nor writers of one batch contend.
 */
const MAX_CONCURRENCY = 2;

/** Has Lambda hand the events of a trigger to its function, which reports those that it gives back. */
export function eventsMapping(
  queue: IQueue,
  batching: Pick<SqsEventSourceProps, 'batchSize' | 'maxBatchingWindow'>,
): SqsEventSource {
  return new SqsEventSource(queue, {
    reportBatchItemFailures: true,
    maxConcurrency: MAX_CONCURRENCY,
    ...batching,
  });
}
