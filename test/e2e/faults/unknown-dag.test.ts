import { expect } from 'vitest';
import { triggering } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { ends, inWords, look } from '../../support/faults/seen';
import { byEachWay } from '../../support/faults/ways';

const PATIENCE_SECONDS = 600;

byEachWay({ environment: { unknownDagPatience: PATIENCE_SECONDS } }, (bench) => {
  fault(
    23,
    'a DAG that Airflow knows only after five minutes, and one that it never knows, where `unknownDagPatience` is ten',
    'the first succeeds, the second fails after ten minutes',
    async (tell) => {
      const start = Date.now();
      bench.onCall = (call) => {
        if (call.phase !== 'before' || !triggering(/new_dag/)(call)) return;
        if (Date.now() - start > 300_000) bench.airflow.replace({ dagIds: ['new_dag'] });
      };
      await bench.runAll('dags trigger new_dag');
      const first = Math.round((Date.now() - start) / 1000);
      const second = Date.now();
      await bench.runAll('dags trigger no_such_dag');

      const seen = await look(bench);
      const ended = await ends(bench);
      const runs = await bench.airflow.dagRuns('new_dag');
      const waited = Math.round((Date.now() - second) / 1000);
      tell(
        `${ended[0]} after ${first} s, ${runs.length} run; ${ended[1]} after ${waited} s; ${inWords(seen)}`,
      );
      expect(ended).toEqual([
        'succeeded',
        expect.stringMatching(/^failed .*no_such_dag'? not found/),
      ]);
      expect(first).toBeGreaterThanOrEqual(300);
      expect(first).toBeLessThan(PATIENCE_SECONDS);
      expect(runs).toHaveLength(1);
      expect(waited).toBeGreaterThanOrEqual(PATIENCE_SECONDS);
      expect(waited).toBeLessThan(PATIENCE_SECONDS + 300);
      expect(seen).toMatchObject({ deadLetters: 1 });
    },
  );
});
