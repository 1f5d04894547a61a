import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../local/mwaa/model/metadata';
import { RunTable } from '../../../../local/mwaa/model/run-table';

const run = (runId: string, logicalDate: number | null = null, dagId = 'orders'): Run => ({
  dagId,
  runId,
  runType: 'manual',
  logicalDate,
  dataInterval: null,
  queuedAt: 0,
  conf: null,
  state: 'queued',
  startDate: null,
  endDate: null,
});

function tableOf(...runs: readonly Run[]): RunTable {
  const table = new RunTable();
  for (const one of runs) table.add(one);
  return table;
}

describe('the table of runs', () => {
  it('finds a run by its id and by its date, in its own DAG only', () => {
    const [first, other] = [run('a', 7), run('a', 7, 'customers')];
    const table = tableOf(first, run('b'), other);

    expect([table.find('orders', 'a'), table.findAt('orders', 7)]).toEqual([first, first]);
    expect(table.find('customers', 'a')).toBe(other);
    expect([table.find('orders', 'c'), table.findAt('orders', 8), table.of('none')]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    expect(table.of('orders').map(({ runId }) => runId)).toEqual(['a', 'b']);
  });

  it('finds the first of those that have one date', () => {
    expect(tableOf(run('a', 7), run('b', 7)).findAt('orders', 7)?.runId).toBe('a');
  });

  it('has a scheduler look no more at a run that has ended, or that is gone', () => {
    const table = tableOf(run('a'), run('b'), run('c', null, 'customers'));
    const seen: string[] = [];
    const look = () =>
      table.progress(({ runId }) => {
        seen.push(runId);
        return runId === 'a';
      });
    look();
    expect(table.deleteOf('customers')).toBe(1);
    look();

    expect(seen).toEqual(['a', 'b', 'c', 'b']);
    expect(table.find('customers', 'c')).toBeUndefined();
  });
});
