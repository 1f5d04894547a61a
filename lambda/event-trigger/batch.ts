/** One message of the events' queue. */
export interface EventDelivery {
  readonly messageId: string;
  readonly body: string;
}

/**
 * Handles deliveries all at once: a standard queue has no order to keep.
 *
 * @param failed told of each that is to be delivered again
 * @returns their message ids
 */
export async function handleAll(
  deliveries: readonly EventDelivery[],
  handle: (delivery: EventDelivery) => Promise<void>,
  failed: (delivery: EventDelivery, error: unknown) => void,
): Promise<readonly string[]> {
  const handled = await Promise.allSettled(deliveries.map(async (delivery) => handle(delivery)));
  return deliveries
    .filter((delivery, i) => {
      const result = handled[i];
      if (result?.status !== 'rejected') return false;
      failed(delivery, result.reason);
      return true;
    })
    .map(({ messageId }) => messageId);
}
