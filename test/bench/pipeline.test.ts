import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RanCounter } from '../../bench/pipeline/ran-counter';
import type { ToldCall } from '../../local/calls';

const call = (change: Partial<ToldCall> = {}): ToldCall => ({
  service: 'web-server',
  operation: 'POST',
  input: 'version',
  phase: 'after',
  ...change,
});

describe('the count of commands that ran', () => {
  it('tells of as many more as are asked for, of answered commands only', async () => {
    const counter = new RanCounter();
    counter.onCall(call());
    let isThere = false;
    const ran = counter.more(2).then(() => {
      isThere = true;
    });
    for (const other of [
      call({ phase: 'before' }),
      call({ service: 'mwaa' }),
      call({ service: 'sqs' }),
      call(),
    ]) {
      counter.onCall(other);
    }
    await setImmediate(); // all that is resolved has told by then
    expect(isThere).toBe(false);

    counter.onCall(call());
    await ran;
    expect(isThere).toBe(true);
  });
});
