import type { Delivery } from '../../lambda/runner/ports';

export const ENVIRONMENT = 'MyEnvironment';
export const MESSAGE_ID = '6e8b1f0c-0c0e-4a54-9c3e-2f4f0f4f0a01';

/** A delivery of one message that was just sent, as SQS hands it out the first time. */
export function deliveryOf(body: string, changes: Partial<Delivery> = {}): Delivery {
  const { sentAt = Date.now() - 1000 } = changes;
  return {
    messageId: MESSAGE_ID,
    receiptHandle: 'receipt',
    body,
    group: ENVIRONMENT,
    senderId: 'AIDASENDER',
    sentAt,
    firstReceivedAt: sentAt + 1000,
    receiveCount: 1,
    ...changes,
  };
}
