import { CALL_MS } from '../../../lambda/contract/limits';
import type { StoreFault } from '../script/faults';
import type { Process } from './process';
import { msLeft } from './time-limit';

/** How long a call of SQS or DynamoDB takes when all is well, in milliseconds. */
const USUAL_MS = 20;

/** What the SDK's clients take beside a command. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal | undefined;
}

/** One call of SQS or DynamoDB, with what goes wrong with it. */
export async function storeCall<T>(
  how: StoreFault | undefined,
  process: Process,
  { abortSignal }: CallOptions,
  effect: () => T,
): Promise<T> {
  if (process.isDead) return process.die();
  const take = <R>(ms: number, act: () => R): Promise<R> => {
    const left = msLeft(abortSignal);
    if (ms < left) return process.after(ms, act);
    return process.after(left, () => fail('AbortError', 'Request aborted'));
  };
  const takeUnheard = () => take(USUAL_MS, () => ignoringErrors(effect));
  switch (how) {
    case undefined:
      return take(USUAL_MS, effect);
    case 'refused':
      return take(USUAL_MS, () => fail('ThrottlingException', 'Rate exceeded'));
    case 'slow':
      return take(CALL_MS - 100, effect);
    case 'hangs':
      return take(Number.POSITIVE_INFINITY, effect);
    case 'done, answer lost':
      await takeUnheard();
      return take(Number.POSITIVE_INFINITY, effect);
    case 'done, answer lost, tried again by the SDK':
      await takeUnheard();
      return take(CALL_MS / 2, effect);
    case 'process dies before it':
      return process.die();
    case 'process dies after it':
      await takeUnheard();
      return process.die();
    case 'process freezes after it':
      await takeUnheard();
      return process.freeze();
  }
}

function fail(name: string, message: string): never {
  throw Object.assign(new Error(message), { name });
}

/** What the service answered is lost, an error too. */
function ignoringErrors(effect: () => unknown): void {
  try {
    effect();
  } catch {
    // Nobody hears of it.
  }
}
