import { setTimeout as pause } from 'node:timers/promises';
import type { Mapping } from '../adapters/mapping';
import { troubleError } from '../exit';

/** Between two looks, in milliseconds. Lambda takes up to a minute to switch. */
const PAUSE_MS = 500;

/**
 * Switches the mapping on or off, and waits until it is.
 *
 * @param until when to give up, in milliseconds since the epoch
 * @param letPass lets time pass, in milliseconds
 * @returns whether anything was to be done
 * @throws CliError when it takes too long, or somebody else switches it back
 */
export async function switchMapping(
  mapping: Mapping,
  on: boolean,
  until: number,
  letPass: (ms: number) => Promise<unknown> = pause,
): Promise<boolean> {
  const wanted = on ? 'on' : 'off';
  const before = await mapping.find();
  if (before.state === wanted) return false;
  let isTold = false;
  let isBegun = false;
  for (let { id, state } = before; state !== wanted; { id, state } = await mapping.find()) {
    if (isBegun && state !== 'changing') {
      throw troubleError(
        `somebody else has switched the event source mapping ${id} ${state} meanwhile: agree with them, then call it again; "mwaaq status" shows how it is`,
      );
    }
    if (Date.now() > until) {
      throw troubleError(
        `the event source mapping ${id} is still ${state}: it is switched ${wanted} as soon as Lambda is ready; see "mwaaq status"`,
      );
    }
    isBegun = isTold && state === 'changing';
    // What is being changed by somebody else is not taken for what was asked for here.
    if (!isBegun) isTold = await mapping.turn(id, on);
    await letPass(PAUSE_MS);
  }
  return true;
}
