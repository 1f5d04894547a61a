import { expect } from 'vitest';
import { triggering } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

byEachWay({}, (bench, way) => {
  fault(37, 'the DAG is paused', 'the run is queued, success', async (tell) => {
    bench.airflow.replace({ pausedDagIds: ['orders'] });

    await bench.runAll('dags trigger orders');

    const seen = await look(bench);
    const [run] = await bench.airflow.dagRuns('orders');
    tell(`${inWords(seen)}, which is ${run?.state}`);
    expect(run?.state).toBe('queued');
    expect(seen).toMatchObject({ posts: 1, succeeded: 1, runs: 1, deadLetters: 0 });
  });

  /** Has another client trigger the DAG just before ours does. @returns how often ours was posted */
  async function triggerBesideAnother(version: string): Promise<number> {
    let clock = Date.now();
    const airflow = bench.airflow.replace({ version, clock: () => clock });
    await bench.restart(); // it knows no version yet
    let triggers = 0;
    bench.onCall = async (call) => {
      if (call.phase !== 'before' || !triggering()(call)) return;
      // Airflow's clock stands still in between, so the second is the same.
      if (triggers++ === 0) await airflow.run('dags trigger orders --run-id theirs');
      else clock = Date.now();
    };
    await bench.runAll({ trigger: { dagId: 'orders', runId: 'ours' } });
    return triggers;
  }

  fault(
    45,
    'on Airflow 2.11 and 2.5, another client triggers the same DAG in the same second',
    'our run is created all the same: at once by its microseconds, or by a later try where Airflow has none',
    async (tell) => {
      const posts = [];
      const runs = [];
      for (const version of ['2.11.2', '2.5.1']) {
        posts.push(await triggerBesideAnother(version));
        runs.push((await bench.airflow.dagRuns('orders')).map(({ runId }) => runId));
      }

      const seen = await look(bench);
      tell(
        `${posts.join(' and ')} triggers, runs ${runs.map((r) => r.join(' + ')).join(' and ')}; ${inWords(seen)}`,
      );
      // By REST a date has its microseconds in every version.
      expect(posts).toEqual([1, way.via === 'cli' ? 2 : 1]);
      expect(runs).toEqual([
        ['theirs', 'ours'],
        ['theirs', 'ours'],
      ]);
      expect(seen).toMatchObject({ succeeded: 2, deadLetters: 0 });
    },
  );
});
