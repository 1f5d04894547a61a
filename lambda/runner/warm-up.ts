import { setTimeout as pause } from 'node:timers/promises';
import { WARM_UP_MS } from '../contract/limits';

/** Something that the first command would wait for. @param until in milliseconds since the epoch */
export type Preparation = (until: number) => unknown;

/**
 * Makes what it can of the preparations while Lambda starts the function, when it has more of the processor than
 * later. The first command makes up for what failed or took too long.
 *
 * @param preparations by what they prepare
 * @param tell told why, when something failed or took too long
 */
export async function warmUp(
  preparations: Readonly<Record<string, Preparation>>,
  tell: (reasons: readonly string[]) => void,
): Promise<void> {
  const until = Date.now() + WARM_UP_MS;
  const late = pause(WARM_UP_MS, `not ready within ${WARM_UP_MS} ms`, { ref: false });
  const reasons = await Promise.all(
    Object.entries(preparations).map(async ([name, prepare]) => {
      const reason = await Promise.race([failureOf(prepare, until), late]);
      return reason === undefined ? [] : [`${name}: ${reason}`];
    }),
  );
  if (reasons.flat().length > 0) tell(reasons.flat());
}

async function failureOf(prepare: Preparation, until: number): Promise<string | undefined> {
  try {
    await prepare(until);
    return undefined;
  } catch (error) {
    // Node's error for all addresses of a name has a code, and no message.
    return String(Object(error).message || Object(error).code);
  }
}
