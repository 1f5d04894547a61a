import type { Delivery } from '../../lambda/runner/ports';

export const ENVIRONMENT = 'MyEnvironment';

/** A delivery of one message, as SQS hands it out the first time. */
export function deliveryOf(body: string, changes: Partial<Delivery> = {}): Delivery {
  return {
    messageId: '6e8b1f0c-0c0e-4a54-9c3e-2f4f0f4f0a01',
    receiptHandle: 'receipt',
    body,
    group: ENVIRONMENT,
    sentAt: Date.parse('2026-03-01T10:00:00Z'),
    firstReceivedAt: Date.parse('2026-03-01T10:00:01Z'),
    receiveCount: 1,
    ...changes,
  };
}
