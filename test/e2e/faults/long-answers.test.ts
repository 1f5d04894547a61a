import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { REST_PAGE_ROWS } from '../../../lambda/contract/limits';
import type { Bench } from '../../support/faults/bench';
import { always, json, output, posting, requesting } from '../../support/faults/calls';
import { fault } from '../../support/faults/fault';
import { inWords, logged, look } from '../../support/faults/seen';
import { useBench } from '../../support/faults/use-bench';
import { REST_ENVIRONMENT, results } from '../../support/rest-environment';

const MB = 1_000_000;

/** Tells again and again how much memory its process has. Its peak would count its parent's before the fork. */
const PROBE = `setInterval(() => console.log(JSON.stringify(
  { rssMb: Math.round(process.memoryUsage.rss() / 1e6) })), 5).unref();`;

/** The most memory that a runner's process was seen to have. */
function peakMb(bench: Bench): number {
  return Math.max(...logged(bench).map(({ rssMb }) => Number(rssMb ?? 0)));
}

/** Has the runner's next processes tell how much memory they have. */
async function watchMemory(bench: Bench): Promise<void> {
  const probe = path.join(bench.deployment.folder, 'probe.cjs');
  writeFileSync(probe, PROBE);
  await bench.restart({ NODE_OPTIONS: `--require ${probe}` });
}

describe('of a command line', () => {
  const bench = useBench();

  fault(
    20,
    'Airflow prints 20 MB, then 2.9 MB',
    'the first is cut off and ends as unknown, the second succeeds with its length told; within the memory of the function',
    async (tell) => {
      await watchMemory(bench);
      bench.onCall = always(posting(), output('x'.repeat(20 * MB)));
      await bench.runAll('version');
      const first = await look(bench);
      // Text that does not compress to nothing.
      const text = Array.from({ length: (2.9 * MB) / 20 }, (_, i) =>
        `${(i * 7919) % 104729} `.padStart(20, String(i)),
      ).join('');
      bench.onCall = always(posting(), output(text));
      await bench.runAll('version');

      const seen = await look(bench);
      const [, record] = await bench.records.commands();
      const stdout = record?.state === 'ended' ? record.stdout : undefined;
      const kept = gunzipSync(stdout?.gzip ?? '').length;
      const { memoryMb } = bench.functionNamed('Runner').spec;
      const line = logged(bench).find((l) => l.outcome === 'succeeded');
      tell(
        `20 MB: ${inWords(first)}; 2.9 MB: ${seen.succeeded} succeeded, ${kept} of ${stdout?.bytes} bytes kept; peak ${peakMb(bench)} of ${memoryMb} MB`,
      );
      expect(first).toMatchObject({ posts: 3, unknown: 1, deadLetters: 1 });
      expect(seen).toMatchObject({ succeeded: 1, deadLetters: 1 });
      expect(stdout).toMatchObject({ bytes: text.length, truncated: true });
      expect(line?.stdout).toContain(`(${text.length} characters in all)`);
      expect(peakMb(bench)).toBeGreaterThan(0);
      expect(peakMb(bench)).toBeLessThan(memoryMb);
    },
  );
});

describe('by rest', () => {
  const bench = useBench({ environment: REST_ENVIRONMENT });

  fault(
    20,
    'Airflow lists runs with 6 MB, the most that MWAA passes on',
    'each listed, within the memory of the function',
    async (tell) => {
      await watchMemory(bench);
      const conf = { text: 'x'.repeat((6 * MB) / REST_PAGE_ROWS - 200) };
      const dag_runs = Array.from({ length: REST_PAGE_ROWS }, (_, i) => ({
        dag_id: 'orders',
        dag_run_id: `r${i}`,
        state: 'success',
        conf,
      }));
      const RestApiResponse = { dag_runs, total_entries: REST_PAGE_ROWS };
      bench.onCall = always(requesting(), json({ RestApiStatusCode: 200, RestApiResponse }));
      await bench.runAll('dags list-runs orders');

      const seen = await look(bench);
      const [[, stdout = ''] = []] = await results(bench);
      const { memoryMb } = bench.functionNamed('Runner').spec;
      const listed = JSON.parse(stdout).length;
      tell(`${listed} runs listed; peak ${peakMb(bench)} of ${memoryMb} MB; ${inWords(seen)}`);
      expect(seen).toMatchObject({ posts: 1, succeeded: 1, deadLetters: 0 });
      expect(listed).toBe(REST_PAGE_ROWS);
      expect(peakMb(bench)).toBeGreaterThan(0);
      expect(peakMb(bench)).toBeLessThan(memoryMb);
    },
  );
});
