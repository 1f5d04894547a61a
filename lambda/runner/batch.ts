import type { Delivery } from './ports';

/** What became of one delivery: done with, or to be handed out again. */
export type Disposal = 'done' | 'give-back';

/** What the loop needs of the runner. */
export interface BatchHandlers {
  readonly handle: (delivery: Delivery) => Promise<Disposal>;
  /** Makes a delivery that was not handled visible again: its group waits for the one before it only. */
  readonly release: (delivery: Delivery) => Promise<void>;
  /** Told of an error that is not thrown. */
  readonly warn: (text: string, error: unknown) => void;
}

/**
 * Handles deliveries one after the other. Once one of a group is given back, or its handling throws,
 * the rest of that group is given back unhandled, so that order holds; other groups go on.
 *
 * @returns the message ids to hand out again
 * @throws what a handling threw, when no delivery is done with: else it would hand out again what ran
 */
export async function handleInOrder(
  deliveries: readonly Delivery[],
  { handle, release, warn }: BatchHandlers,
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
    if (stoppedGroups.has(delivery.group)) {
      await release(delivery).catch((error: unknown) => warn('a message stays hidden', error));
    } else if (await isDone(delivery)) continue;
    stoppedGroups.add(delivery.group);
    givenBack.push(delivery.messageId);
  }
  if (errors.length > 0 && givenBack.length === deliveries.length) throw errors[0];
  for (const error of errors) warn('a message is given back, since its handling threw', error);
  return givenBack;
}
