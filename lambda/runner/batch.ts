import type { Delivery } from './ports';

/** What became of one delivery: done with, or to be handed out again. */
export type Disposal = 'done' | 'give-back';

/**
 * Handles deliveries one after the other. Once one of a group is given back, the rest of that group
 * is given back unhandled, so that order holds; other groups go on.
 *
 * @returns the message ids to hand out again
 */
export async function handleInOrder(
  deliveries: readonly Delivery[],
  handle: (delivery: Delivery) => Promise<Disposal>,
): Promise<readonly string[]> {
  const stoppedGroups = new Set<string>();
  const givenBack: string[] = [];
  for (const delivery of deliveries) {
    if (!stoppedGroups.has(delivery.group) && (await handle(delivery)) === 'done') continue;
    stoppedGroups.add(delivery.group);
    givenBack.push(delivery.messageId);
  }
  return givenBack;
}
