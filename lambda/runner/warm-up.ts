import { setTimeout as pause } from 'node:timers/promises';
import { WARM_UP_MS } from '../contract/limits';

/** Something that the first command would wait for. @param until in milliseconds since the epoch */
export type Preparation = (until: number) => unknown;

/**
 * Makes what it can of the preparations while Lambda starts the function, when it has more of the processor than
 * later. The first command makes up for what failed or took too long.
 *
 * @param tell told why, when something failed
 */
export async function warmUp(
  preparations: readonly Preparation[],
  tell: (reasons: readonly string[]) => void,
): Promise<void> {
  const until = Date.now() + WARM_UP_MS;
  const made = Promise.allSettled(preparations.map(async (prepare) => prepare(until)));
  const results = await Promise.race([made, pause(WARM_UP_MS, [], { ref: false })]);
  const reasons = results.flatMap((result) =>
    result.status === 'rejected' ? [String(Object(result.reason).message)] : [],
  );
  if (reasons.length > 0) tell(reasons);
}
