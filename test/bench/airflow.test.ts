import { describe, expect, it } from 'vitest';
import { runsGoneWrong, triggeredRuns } from '../../bench/airflow/runs';
import { measure } from '../../bench/parts/airflow';
import { endedRecord, heldRecord, runningRecord } from '../support/command-records';

const trigger = { verb: 'dags trigger', runId: 'one' };
const succeeded = { ...trigger, outcome: 'succeeded' } as const;

describe('the runs that triggers asked for', () => {
  it('are those of triggers, and of no other command', () => {
    const records = [
      endedRecord({ outcome: 'succeeded', verb: 'dags pause' }),
      endedRecord(succeeded),
      endedRecord({ ...succeeded, runId: 'two' }),
    ];
    expect(triggeredRuns(records)).toEqual(['one', 'two']);
  });

  it.each([
    ['it still runs', runningRecord(trigger)],
    ['throttled', heldRecord({ ...trigger, reason: 'throttled' })],
    ['no such DAG', endedRecord({ ...trigger, reason: 'no such DAG' })],
  ])('are no measure where a command has not succeeded: %s', (why, record) => {
    const { id, command } = record;
    expect(() => triggeredRuns([endedRecord(succeeded), record])).toThrow(
      `the command ${id} (${command}) has not succeeded: ${why}`,
    );
  });
});

describe('the runs that are wrong', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['none of one each', ['a', 'b'], ['b', 'a'], []],
    ['one that is missing', ['a', 'b'], ['a'], ['b']],
    ['one that is there twice', ['a', 'b'], ['a', 'b', 'a'], ['a']],
    ['one that nobody asked for', ['a'], ['a', 'b'], ['b']],
    ['one that two triggers share', ['a', 'a'], ['a'], ['a']],
  ])('are %s', (_, wanted, there, wrong) => {
    expect(
      runsGoneWrong(
        wanted,
        there.map((runId) => ({ runId })),
      ),
    ).toEqual(wrong);
  });
});

describe('the part of a real Airflow', () => {
  it('is left out, with a line that says why, where there is no Python', async () => {
    const told: string[] = [];
    const { signal } = new AbortController();
    const context = { tell: (line: string) => void told.push(line), signal, atEnd: () => {} };

    expect(await measure(context, ['no-such-python'])).toBeUndefined();
    expect(told).toEqual([
      expect.stringMatching(/^ {2}left out: Python 3\.\d+ to 3\.\d+ is needed, but there is no /),
    ]);
  });
});
