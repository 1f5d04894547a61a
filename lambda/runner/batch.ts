import type { Delivery } from './ports';

/** What became of one delivery: done with, or to be handed out again. */
export type Disposal = 'done' | 'give-back';

/**
 * Handles deliveries one after the other. Once one of a group is given back, or its handling throws,
 * the rest of that group is given back unhandled, so that order holds; other groups go on.
 *
 * @param warn told of an error that is not thrown
 * @returns the message ids to hand out again
 * @throws what a handling threw, when no delivery is done with: else it would hand out again what ran
 */
export async function handleInOrder(
  deliveries: readonly Delivery[],
  handle: (delivery: Delivery) => Promise<Disposal>,
  warn: (text: string, error: unknown) => void,
): Promise<readonly string[]> {
  const stoppedGroups = new Set<string>();
  const givenBack: string[] = [];
  const errors: unknown[] = [];
  const isDone = async (delivery: Delivery) => {
    try {
      return (await handle(delivery)) === 'done';
    } catch (error) {
      errors.push(error);
      return false;
    }
  };
  for (const delivery of deliveries) {
    if (!stoppedGroups.has(delivery.group) && (await isDone(delivery))) continue;
    stoppedGroups.add(delivery.group);
    givenBack.push(delivery.messageId);
  }
  if (errors.length > 0 && givenBack.length === deliveries.length) throw errors[0];
  for (const error of errors) warn('a message is given back, since its handling threw', error);
  return givenBack;
}
