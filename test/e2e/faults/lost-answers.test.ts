import { expect } from 'vitest';
import { inTurn, posting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { inWords, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';

const bench = useBench();

/** The time-out that the bench deploys, and what a busy machine may add. */
const TIMEOUT_MS = 5000;
const SLACK_MS = 7000;

fault(
  8,
  'the web server never answers, to a trigger and to what may not be repeated',
  'given up at the time-out; the trigger is tried again under the same run id, the other ends as unknown',
  async (tell) => {
    const took: number[] = [];
    const hangs = inTurn(posting(/^(dags trigger|variables delete)/), ['hang', undefined, 'hang']);
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
    const posts = bench.calls.filter(posting(/^dags trigger/)).map(({ input }) => input);
    const ran = bench.ran.filter(({ commandText }) => commandText.startsWith('variables'));
    tell(
      `gave up after ${took.join(' and ')} ms; ${inWords(seen)}; variables delete ran ${ran.length} times`,
    );
    for (const ms of took) {
      expect(ms).toBeGreaterThan(TIMEOUT_MS - 100);
      expect(ms).toBeLessThan(TIMEOUT_MS + SLACK_MS);
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
    bench.onCall = inTurn(posting(/^dags trigger/), [{ after: 'reset' }]);

    await bench.runAll('dags trigger orders');

    const seen = await look(bench);
    const verbs = bench.ran.map(({ commandText, exitCode }) => {
      const [group, verb] = commandText.split(' ');
      return `${group} ${verb} (exit code ${exitCode})`;
    });
    tell(`Airflow ran ${verbs.join(', ')}; ${inWords(seen)}`);
    expect(verbs).toHaveLength(3);
    expect(verbs[1]).toBe('dags trigger (exit code 1)');
    expect(seen).toMatchObject({ succeeded: 1, runs: 1, deadLetters: 0 });
  },
);
