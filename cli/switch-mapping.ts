import { setTimeout as pause } from 'node:timers/promises';
import type { Mapping } from './adapters/mapping';
import { troubleError } from './exit';

/** Between two looks, in milliseconds. Lambda takes up to a minute to switch. */
const PAUSE_MS = 500;

/**
 * Switches the mapping on or off, and waits until it is.
 *
 * @param until when to give up, in milliseconds since the epoch
 * @returns whether anything was to be done
 */
export async function switchMapping(
  mapping: Mapping,
  on: boolean,
  until: number,
): Promise<boolean> {
  const wanted = on ? 'on' : 'off';
  const before = await mapping.find();
  if (before.state === wanted) return false;
  let isTold = false;
  for (let { id, state } = before; state !== wanted; { id, state } = await mapping.find()) {
    if (Date.now() > until) {
      throw troubleError(
        `the event source mapping ${id} is still ${state}: it is switched ${wanted} as soon as Lambda is ready; see "mwaaq status"`,
      );
    }
    // What is being changed by somebody else is not taken for what was asked for here.
    if (!isTold || state !== 'changing') isTold = await mapping.turn(id, on);
    await pause(PAUSE_MS);
  }
  return true;
}
