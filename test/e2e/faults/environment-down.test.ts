import { expect } from 'vitest';
import { acting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { announced, askedRuns, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

const HOUR_MS = 3_600_000;

byEachWay({}, (bench, way) => {
  fault(
    5,
    'the web server answers 502 and 503 for two hours, with commands waiting',
    'held, then all in order, nothing dead-lettered',
    async (tell) => {
      const start = Date.now();
      let refused = 0;
      bench.onCall = (call) => {
        if (call.phase !== 'before' || !acting(call)) return undefined;
        if (Date.now() - start > 2 * HOUR_MS) return undefined;
        return way.down(refused++ % 2 === 0 ? 502 : 503);
      };
      const ids = ['a', 'b', 'c', 'd', 'e'];

      await bench.runAll(...ids.map((id) => ({ trigger: { dagId: 'orders', runId: id } })));

      const seen = await look(bench);
      const ran = askedRuns(bench);
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
});
