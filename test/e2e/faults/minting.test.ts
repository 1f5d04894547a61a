import { expect } from 'vitest';
import { advanceClock } from '../../../local/clock';
import { inTurn, minting, page, posting, refusal } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';

const THROTTLED = refusal(429, 'ThrottlingException', 'Rate exceeded');
const FORBIDDEN = page('Forbidden', 403);

const bench = useBench();

fault(1, 'CreateCliToken is throttled twice', 'one POST, success', async (tell) => {
  bench.onCall = inTurn(minting, [THROTTLED, THROTTLED]);

  await bench.runAll('dags trigger orders');

  const seen = await look(bench);
  const [record] = await bench.records.commands();
  tell(inWords(seen));
  expect(seen).toMatchObject({ mints: 3, posts: 1, succeeded: 1, runs: 1, deadLetters: 0 });
  expect(record?.attempts).toBe(1);
});

fault(
  6,
  'the token is refused once, then twice in a row',
  'minted anew and posted again once; the second refusal in a row is held',
  async (tell) => {
    bench.onCall = inTurn(posting(), [FORBIDDEN]);
    await bench.runAll('dags trigger orders');
    const once = await look(bench);
    bench.onCall = inTurn(posting(), [page('no', 401), FORBIDDEN]);
    await bench.runAll('dags trigger report');

    const seen = await look(bench);
    const attempts = (await bench.records.commands()).map((record) => record.attempts);
    tell(`once: ${inWords(once)}; both: ${inWords(seen)}, ${attempts.join(' and ')} tries`);
    expect(once).toMatchObject({ mints: 2, posts: 2, succeeded: 1, runs: 1 });
    expect(attempts).toEqual([1, 2]);
    // Held once: the refused token is not used again, neither in the same try nor in the next.
    expect(seen).toMatchObject({ posts: 5, succeeded: 2, runs: 2, deadLetters: 0 });
    expect(seen.mints).toBeGreaterThanOrEqual(3);
  },
);

fault(
  7,
  'a token is 44, 46 and 61 s old, by a clock that jumps as after a freeze',
  'used again, minted anew, minted anew; never refused',
  async (tell) => {
    const minted: number[] = [];
    await bench.runAll('version');
    // Each age is that of the token which the command before it was sent with.
    for (const [age, pause] of [
      [44, 44],
      [46, 2],
      [61, 61],
    ]) {
      await advanceClock((pause ?? 0) * 1000);
      const before = bench.calls.filter(minting).length;
      await bench.runAll('version');
      minted.push(bench.calls.filter(minting).length - before);
      tell(`${age} s: ${minted.at(-1)}`);
    }

    const seen = await look(bench);
    tell(`mints at 44, 46 and 61 s: ${minted.join(', ')}; ${inWords(seen)}`);
    expect(minted).toEqual([0, 1, 1]);
    // A token that had expired would have been refused, and posted twice.
    expect(seen).toMatchObject({ posts: 4, succeeded: 4 });
  },
);
