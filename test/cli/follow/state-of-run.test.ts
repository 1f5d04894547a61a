import { describe, expect, it } from 'vitest';
import { stateOfRun } from '../../../cli/follow/state-of-run';
import { readOutput } from '../../../cli/terminal/output';
import { recordOutput } from '../../../lambda/runner/record/recorded-output';

/** A run as Airflow 3 lists it, with an id that does not compress well. */
const listed = (i: number) => ({
  dag_id: 'orders',
  run_id: `s3__orders-${i}__${((i + 1) * 2_654_435_761).toString(16)}`,
  state: i % 2 === 0 ? 'success' : 'failed',
  run_after: new Date(1_780_000_000_000 - i * 61_007).toISOString(),
  logical_date: '',
});

const json = (runs: readonly object[]) => JSON.stringify(runs);

describe('the state of a run', () => {
  it('is found among what Airflow has logged', () => {
    const stdout = `[2026-03-01T10:00:00+0000] {dagbag.py:500} INFO - {'a': "b}\n${json([listed(1), listed(2)])}\n`;

    expect(stateOfRun(stdout, listed(2).run_id)).toBe('success');
  });

  it.each(['a "quoted" {run} \\', 'a}b', '{"run_id": "x"}'])('is found of the run %s', (run_id) => {
    expect(stateOfRun(json([listed(1), { ...listed(3), run_id }]), run_id)).toBe('failed');
  });

  it('is found where the list is broken into lines', () => {
    expect(stateOfRun(JSON.stringify([listed(1)], null, 2), listed(1).run_id)).toBe('failed');
  });

  it('is found of the latest in a record that is cut', () => {
    const runs = Array.from({ length: 20_000 }, (_, i) => listed(i));
    const record = recordOutput(`noise\n${json(runs)}\n`);
    const stdout = readOutput(record);

    expect(record.truncated).toBe(true);
    expect(stateOfRun(stdout, listed(0).run_id)).toBe('success');
    expect(stateOfRun(stdout, listed(501).run_id)).toBe('failed');
    expect(stateOfRun(stdout, listed(10_000).run_id)).toBeUndefined();
  });

  it.each(['', 'No data found', '[]', '[{"run_id": "x"}]', '[{"run_id": "x", "state": null}]'])(
    'is not found in %j',
    (stdout) => {
      expect(stateOfRun(stdout, 'x')).toBeUndefined();
    },
  );

  it('takes no long time to look through what is no JSON', () => {
    expect(stateOfRun(`{"${'\\"'.repeat(200_000)}`, 'x')).toBeUndefined();
    expect(stateOfRun('{'.repeat(200_000), 'x')).toBeUndefined();
  });
});
