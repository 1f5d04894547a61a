import { setTimeout as pause } from 'node:timers/promises';
import { isFinal } from '../exit';

/** Between two tries, in milliseconds. */
const PAUSE_MS = 1000;

/** So often in a row a look may fail, each after the SDK's own tries. */
const MAX_FAULTS = 5;

/**
 * Looks also where AWS does not answer for a moment: the command goes on meanwhile.
 *
 * @param giveUp says what to do when it stays so
 */
export function patient<Found>(
  look: () => Promise<Found>,
  giveUp: (error: unknown) => never,
): () => Promise<Found> {
  let faults = 0;
  return async () => {
    for (;;) {
      try {
        const found = await look();
        faults = 0;
        return found;
      } catch (error) {
        if (isFinal(error) || ++faults > MAX_FAULTS) giveUp(error);
        await pause(PAUSE_MS);
      }
    }
  };
}
