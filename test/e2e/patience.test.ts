import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../lambda/contract/record';
import { always, page, posting } from '../support/faults/calls';
import { useBench } from '../support/faults/use-bench';
import { endOf, MINUTE_MS, numberedTrigger, sendAndDrain, upTo } from '../support/patience';
import { receiveCounts } from '../support/receive-counts';

const MESSAGES = 12;
/** Its answers never make sense. */
const POISON = 5;
/** It cannot be read. */
const MALFORMED = 9;

const bench = useBench();

describe('a poison message', () => {
  it('delays its group by less than a minute, and costs no other message a try', async () => {
    const counts = lookAtReceiveCounts();
    const senseless = always(posting(new RegExp(`__n-${POISON}__`)), page('<h1>It works!</h1>'));
    bench.onCall = async (call) => {
      await counts.look();
      return senseless(call);
    };

    const { messageIds, records } = await sendAndDrain(bench, upTo(MESSAGES).map(bodyOf));

    expect(records.map(endOf)).toEqual(upTo(MESSAGES).map(wantedEnd));
    expect(messageIds.map(counts.of)).toEqual(upTo(MESSAGES).map((n) => (n === POISON ? 3 : 1)));
    // It is patient, after all: it was tried three times, with growing waits.
    expect(delayBy(records, POISON)).toBeGreaterThan(10_000);
    expect(delayBy(records, POISON) + delayBy(records, MALFORMED)).toBeLessThan(MINUTE_MS);
  });
});

function bodyOf(n: number): string {
  return n === MALFORMED ? '{"comand": "version"}' : numberedTrigger(n);
}

function wantedEnd(n: number): string {
  if (n === POISON) return 'unknown 3';
  return n === MALFORMED ? 'refused 1' : 'succeeded 1';
}

/** How often SQS has handed out each message, as seen while it was handled. */
function lookAtReceiveCounts() {
  const counts = new Map<string, number>();
  return {
    async look() {
      const now = await receiveCounts(bench.run.stack.endpoint, bench.output('QueueUrl'));
      for (const [id, count] of now) counts.set(id, count);
    },
    of: (messageId: string) => counts.get(messageId),
  };
}

/** How long the n-th message kept the one after it waiting, by the clock that the test moves. */
function delayBy(records: readonly CommandRecord[], n: number): number {
  const [own, next] = [records[n - 1], records[n]];
  return Date.parse(next?.startedAt ?? '') - Date.parse(own?.firstSeenAt ?? '');
}
