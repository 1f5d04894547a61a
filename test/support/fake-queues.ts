import type { DeadLetter } from '../../lambda/contract/dead-letter';
import type { Delivery, Queues } from '../../lambda/runner/ports';

export interface FakeQueues extends Queues {
  /** Seconds of each change of a message's visibility, in order. */
  readonly hidden: number[];
  readonly deadLetters: { delivery: Delivery; body: string; deadLetter: DeadLetter }[];
}

/** Queues that note what is done; `failing` names the calls that throw instead. */
export function fakeQueues(failing: readonly (keyof Queues)[] = []): FakeQueues {
  const hidden: number[] = [];
  const deadLetters: FakeQueues['deadLetters'] = [];
  const failIf = (call: keyof Queues) => {
    if (failing.includes(call)) throw new Error(`${call} failed`);
  };
  return {
    hidden,
    deadLetters,
    async hideFor(_delivery, seconds) {
      failIf('hideFor');
      hidden.push(seconds);
    },
    async sendDeadLetter(delivery, body, deadLetter) {
      failIf('sendDeadLetter');
      deadLetters.push({ delivery, body, deadLetter });
    },
  };
}
