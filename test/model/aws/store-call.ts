import { CALL_MS } from '../../../lambda/contract/limits';
import type { StoreFault } from '../script/faults';
import type { Process } from './process';

/** How long a call of SQS or DynamoDB takes when all is well, in milliseconds. */
const USUAL_MS = 20;

/**
 * One call of SQS or DynamoDB, with what goes wrong with it. The adapters give up after CALL_MS, which
 * the model does for them: their signals go by the real clock.
 */
export async function storeCall<T>(
  how: StoreFault | undefined,
  process: Process,
  effect: () => T,
): Promise<T> {
  if (process.isDead) return process.die();
  switch (how) {
    case undefined:
      return process.after(USUAL_MS, effect);
    case 'refused':
      return process.after(USUAL_MS, () => fail('ThrottlingException', 'Rate exceeded'));
    case 'slow':
      return process.after(CALL_MS - 100, effect);
    case 'hangs':
      return process.after(CALL_MS, () => fail('AbortError', 'Request aborted'));
    case 'done, answer lost':
      await process.after(USUAL_MS, () => ignoringErrors(effect));
      return process.after(CALL_MS - USUAL_MS, () => fail('AbortError', 'Request aborted'));
    case 'done, answer lost, tried again by the SDK':
      await process.after(USUAL_MS, () => ignoringErrors(effect));
      return process.after(CALL_MS / 2, effect);
    case 'process dies before it':
      return process.die();
    case 'process dies after it':
      await process.after(USUAL_MS, () => ignoringErrors(effect));
      return process.die();
    case 'process freezes after it':
      await process.after(USUAL_MS, () => ignoringErrors(effect));
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
