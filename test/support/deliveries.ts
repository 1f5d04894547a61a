import type { Delivery } from '../../lambda/runner/ports';

export const ENVIRONMENT = 'MyEnvironment';

/** A delivery of one message that was just sent, as SQS hands it out the first time. */
export function deliveryOf(body: string, changes: Partial<Delivery> = {}): Delivery {
  const { sentAt = Date.now() - 1000 } = changes;
  return {
    messageId: '6e8b1f0c-0c0e-4a54-9c3e-2f4f0f4f0a01',
    receiptHandle: 'receipt',
    body,
    group: ENVIRONMENT,
    sentAt,
    firstReceivedAt: sentAt + 1000,
    receiveCount: 1,
    ...changes,
  };
}
