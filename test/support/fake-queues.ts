import type { DeadLetter, ReturnedDeadLetter } from '../../lambda/contract/dead-letter';
import type { Delivery, Queues } from '../../lambda/runner/ports';

export interface FakeQueues extends Queues {
  /** Seconds of each change of a message's visibility, in order. */
  readonly hidden: number[];
  readonly deadLetters: { delivery: Delivery; body: string; deadLetter: DeadLetter }[];
  readonly sentOn: { delivery: Delivery; deadLetter: ReturnedDeadLetter }[];
}

/**
 * Queues that note what is done, in order with the other fakes' calls in the journal; `failing` names
 * the calls that throw instead.
 */
export function fakeQueues(
  failing: readonly (keyof Queues)[] = [],
  journal: string[] = [],
): FakeQueues {
  const hidden: number[] = [];
  const deadLetters: FakeQueues['deadLetters'] = [];
  const sentOn: FakeQueues['sentOn'] = [];
  const failIf = (call: keyof Queues) => {
    if (failing.includes(call)) throw new Error(`${call} failed`);
  };
  return {
    hidden,
    deadLetters,
    sentOn,
    async hideFor(_delivery, seconds) {
      failIf('hideFor');
      hidden.push(seconds);
      journal.push('hide');
    },
    async sendDeadLetter(delivery, body, deadLetter) {
      failIf('sendDeadLetter');
      deadLetters.push({ delivery, body, deadLetter });
      journal.push(`dead letter: ${deadLetter.outcome}`);
    },
    async sendOn(delivery, deadLetter) {
      failIf('sendOn');
      sentOn.push({ delivery, deadLetter });
      journal.push('send on');
    },
  };
}
