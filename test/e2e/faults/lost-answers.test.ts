import { expect } from 'vitest';
import { acting, inTurn, triggering } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { asked, askedRuns, inWords, look } from '../../support/faults/seen';
import { byEachWay, SLACK_MS } from '../../support/faults/ways';

byEachWay({}, (bench, way) => {
  fault(
    8,
    'the web server never answers, to a trigger and to what may not be repeated',
    'given up at the time-out; the trigger is tried again under the same run id, the other ends as unknown',
    async (tell) => {
      const took: number[] = [];
      const hangs = inTurn(acting, ['hang', undefined, 'hang']);
      let hungAt: number | undefined;
      bench.onCall = (call) => {
        const result = hangs(call);
        // The runner's next call, whatever it is, comes when it has given up.
        if (hungAt !== undefined) took.push(Math.round(performance.now() - hungAt));
        hungAt = result === 'hang' ? performance.now() : undefined;
        return result;
      };

      await bench.runAll('dags trigger orders', 'variables delete a');

      const seen = await look(bench);
      const posts = bench.calls.filter(triggering()).map(({ input }) => input);
      const ran = asked(bench).filter((one) => /^(variables|DELETE)/.test(one));
      tell(
        `gave up after ${took.join(' and ')} ms; ${inWords(seen)}; variables delete ran ${ran.length} times`,
      );
      for (const ms of took) {
        expect(ms).toBeGreaterThan(way.timeoutMs - 100);
        expect(ms).toBeLessThan(way.timeoutMs + SLACK_MS);
      }
      expect(took).toHaveLength(2);
      expect(posts).toEqual([posts[0], posts[0]]);
      expect(seen).toMatchObject({ posts: 3, succeeded: 1, unknown: 1, runs: 1, deadLetters: 1 });
    },
  );

  fault(
    9,
    'the connection is reset after Airflow has run the trigger',
    'the next try finds the run: success, one run',
    async (tell) => {
      bench.onCall = inTurn(triggering(), [{ after: 'reset' }]);

      await bench.runAll('dags trigger orders');

      const seen = await look(bench);
      const [id, ...again] = askedRuns(bench);
      tell(`asked for ${[id, ...again].join(' and ')}; ${inWords(seen)}`);
      expect(again).toEqual([id]);
      expect(asked(bench)).toHaveLength(2 + way.confirmations);
      expect(seen).toMatchObject({ succeeded: 1, runs: 1, deadLetters: 0 });
    },
  );
});
