import type { Delivery } from '../../../lambda/runner/ports';
import type { Deployment } from './deployment';

/** A process of the runner's: what it waits for never comes once it is dead. */
export class Process {
  isDead = false;
  isFrozen = false;
  /** The delivery that it is at. */
  current: Delivery | undefined;
  /** Told of its death while it handles an invocation. */
  onDeath: (() => void) | undefined;

  /** @param deployment the newest when it started */
  constructor(
    readonly name: string,
    readonly deployment: Deployment,
  ) {}

  wait(ms: number): Promise<void> {
    return this.after(ms, () => {});
  }

  /** @returns what `act` gives after `ms`; nothing ever when the process is gone by then */
  after<T>(ms: number, act: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      setTimeout(() => {
        if (this.isDead || this.isFrozen) return;
        try {
          resolve(act());
        } catch (error) {
          reject(error);
        }
      }, ms);
    });
  }

  die(): Promise<never> {
    if (!this.isDead) {
      this.isDead = true;
      this.onDeath?.();
    }
    return new Promise(() => {});
  }

  /** As with no CPU left: Lambda ends it at its time-out. */
  freeze(): Promise<never> {
    this.isFrozen = true;
    return new Promise(() => {});
  }
}
