import { expect } from 'vitest';
import { inTurn, page, posting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { announced, inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';

const HOUR_MS = 3_600_000;
const FORBIDDEN = page('Forbidden', 403);

const bench = useBench();

fault(
  5,
  'the web server answers 502 and 503 for two hours, with commands waiting',
  'held, then all in order, nothing dead-lettered',
  async (tell) => {
    const start = Date.now();
    let refused = 0;
    bench.onCall = (call) => {
      if (call.phase !== 'before' || !posting()(call)) return undefined;
      if (Date.now() - start > 2 * HOUR_MS) return undefined;
      return page('Bad Gateway', refused++ % 2 === 0 ? 502 : 503);
    };
    const ids = ['a', 'b', 'c', 'd', 'e'];

    await bench.runAll(...ids.map((id) => ({ trigger: { dagId: 'orders', runId: id } })));

    const seen = await look(bench);
    const ran = bench.ran.map(({ commandText }) => /--run-id (\w+)/.exec(commandText)?.[1]);
    const told = [announced(bench, 'Airflow Environment Held').length];
    told.push(announced(bench, 'Airflow Environment Released').length);
    const hours = (Date.now() - start) / HOUR_MS;
    tell(
      `${refused} refusals in ${hours.toFixed(1)} h, ${told[0]} Held and ${told[1]} Released event; ran ${ran.join(', ')}; ${inWords(seen)}`,
    );
    expect(refused).toBeGreaterThan(20);
    expect(ran).toEqual(ids);
    expect(told).toEqual([1, 1]);
    expect(seen).toMatchObject({ succeeded: 5, runs: 5, deadLetters: 0 });
  },
);

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
