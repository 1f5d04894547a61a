import { InternalError } from '../../lambda/contract/errors';
import type { ToldCall } from '../../local/calls';

/** A machine that has much else to do is slow at it. In milliseconds. */
const LIMIT_MS = 1_800_000;

/** Tells when so many commands have been answered, without looking again and again. */
export class RanCounter {
  private count = 0;
  private waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  /** To be told of each call of the functions. */
  readonly onCall = ({ service, phase }: ToldCall): void => {
    if (service !== 'web-server' || phase === 'before') return;
    this.count++;
    if (this.waiting !== undefined && this.count >= this.waiting.count) this.waiting.resolve();
  };

  /**
   * Resolves once so many more than now have been answered. Only one may wait.
   *
   * @throws Error when they are not in half an hour
   */
  async more(count: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = new InternalError(
      `not in ${LIMIT_MS / 60_000} minutes: ${count} commands have run`,
    );
    const timer = setTimeout(() => reject(late), LIMIT_MS);
    this.waiting = { count: this.count + count, resolve };
    await promise.finally(() => clearTimeout(timer));
  }
}
