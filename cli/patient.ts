import { setTimeout as pause } from 'node:timers/promises';
import { isFinal, messageOf, troubleError } from './exit';

/** Between two tries, in milliseconds. */
const PAUSE_MS = 1000;

/** So often in a row a look may fail, each after the SDK's own tries. */
const MAX_FAULTS = 5;

/**
 * Looks also where AWS does not answer for a moment: the command goes on meanwhile.
 *
 * @param id what was sent, for the error
 */
export function patient<Found>(look: () => Promise<Found>, id: string): () => Promise<Found> {
  let faults = 0;
  return async () => {
    for (;;) {
      try {
        const found = await look();
        faults = 0;
        return found;
      } catch (error) {
        if (isFinal(error) || ++faults > MAX_FAULTS) {
          throw troubleError(
            `${id} was sent, but cannot be followed (${messageOf(error)}): it runs in its turn; see "mwaaq show ${id}", which takes dynamodb:GetItem on the records`,
            error,
          );
        }
        await pause(PAUSE_MS);
      }
    }
  };
}
