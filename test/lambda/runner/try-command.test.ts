import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RecordChangedError,
  RefusedCommandError,
} from '../../../lambda/contract/errors';
import { tryCommand } from '../../../lambda/runner/try-command';
import { runningRecord } from '../../support/command-records';
import { deliveryOf } from '../../support/deliveries';
import type { Reply } from '../../support/fake-airflow';
import { fakeQueues } from '../../support/fake-queues';
import { fakeRecords } from '../../support/fake-records';
import { fakeStatus } from '../../support/fake-status';
import { requestOf } from '../../support/requests';
import { fakeRunner, type RunnerSetting } from '../../support/runner';

const BUSY = new EnvironmentUnavailableError('busy');
const ANSWER = { stdout: '3.0.6' };
const BODY = '{"command":"version","id":"upload-7"}';

/** Tries a command whose record is open; Airflow replies so. */
function trying(
  reply: Reply,
  setting: RunnerSetting = {},
  changes: Parameters<typeof runningRecord>[0] = {},
) {
  const before = runningRecord(changes);
  const runner = fakeRunner({ before: [before], replies: [reply], ...setting });
  const { command } = requestOf(BODY);
  if (command === undefined) throw new Error('no command');
  const run = (remainingMs = 180_000) =>
    tryCommand(command, before, {
      delivery: deliveryOf(BODY),
      context: runner.context,
      deadline: Date.now() + remainingMs,
    });
  return { ...runner, run };
}

describe('A command that is tried', () => {
  it('is run, its record closed, and the environment’s status looked at beside that', async () => {
    const { run, journal } = trying(ANSWER);
    expect(await run()).toBe('done');
    expect(journal).toStrictEqual(['run version', 'save ended', 'status available']);
  });

  it('must be answered ten seconds before this invocation is stopped', async () => {
    const { run, airflow } = trying(ANSWER);
    const before = Date.now();
    await run(120_000);
    const { until = 0 } = airflow.times[0] ?? {};
    expect(until).toBeGreaterThanOrEqual(before + 110_000);
    expect(until).toBeLessThanOrEqual(Date.now() + 110_000);
  });

  it('is written down as held before its message is hidden', async () => {
    const { run, journal, told } = trying(BUSY);
    expect(await run()).toBe('give-back');
    expect(journal).toStrictEqual(['run version', 'save held', 'status held: busy', 'hide']);
    expect(told).toMatchObject([{ record: { state: 'held', reason: 'busy' } }]);
  });

  it('counts its try in the record', async () => {
    const late = trying(new AnswerLostError('late', 'late'), {}, { lateAnswers: 2 });
    await late.run();
    expect(late.records.saved).toMatchObject([
      { state: 'held', lateAnswers: 3, senselessAnswers: 0, mayHaveRun: true, attempts: 1 },
    ]);
  });

  it('counts its try also when it is the last', async () => {
    const third = trying(new AnswerLostError('?', 'senseless'), {}, { senselessAnswers: 2 });
    expect(await third.run()).toBe('done');
    expect(third.records.saved).toMatchObject([
      { state: 'ended', outcome: 'unknown', senselessAnswers: 3, mayHaveRun: true, via: 'cli' },
    ]);
    expect(third.journal).toContain('dead letter: unknown');
  });

  it('that nobody foresaw the failure of leaves its record open, to be counted as a crash', async () => {
    const unforeseen = new TypeError('x is not a function');
    const { run, journal } = trying(unforeseen);
    await expect(run()).rejects.toBe(unforeseen);
    expect(journal).toStrictEqual(['run version']);
  });

  it('fails when its message cannot be hidden, and stays held', async () => {
    const { run, records } = trying(BUSY, { queues: fakeQueues(['hideFor']) });
    await expect(run()).rejects.toThrow('hideFor failed');
    expect(records.table.get('upload-7')).toMatchObject({ state: 'held' });
  });

  it('fails when it cannot be written down as held, and its message is not hidden', async () => {
    const down = new Error('the table is down');
    const records = fakeRecords({ before: [runningRecord()], failures: { save: [down] } });
    const { run, queues } = trying(BUSY, { records });
    await expect(run(10_000)).rejects.toBe(down);
    expect(queues.hidden).toStrictEqual([]);
  });
});

describe('The environment’s status', () => {
  const raised = { stderr: 'Traceback (most recent call last):\nValueError: no' };

  it.each<[string, Reply, string]>([
    ['an environment in trouble', BUSY, 'status held: busy'],
    [
      'a web server that is down',
      new AnswerLostError('reset', 'environment'),
      'status held: reset',
    ],
    ['an answer', ANSWER, 'status available'],
    ['an answer that says no', raised, 'status available'],
  ])('is told of %s', async (_title, reply, entry) => {
    const { run, journal } = trying(reply);
    await run();
    expect(journal.indexOf(entry)).toBeGreaterThan(journal.indexOf('run version'));
  });

  it.each<[string, Reply]>([
    ['late', new AnswerLostError('late', 'late')],
    ['senseless', new AnswerLostError('?', 'senseless')],
    ['a refusal by the web server', new RefusedCommandError('HTTP 400')],
  ])('is told nothing by an answer that is %s', async (_title, reply) => {
    const { run, journal } = trying(reply);
    await run();
    expect(journal.filter((entry) => entry.startsWith('status'))).toStrictEqual([]);
  });

  it('fails no command: that it cannot be written is only warned of', async () => {
    const status = fakeStatus([], new Error('the table is down'));
    const { run, warned } = trying(ANSWER, { status });
    expect(await run()).toBe('done');
    expect(warned).toStrictEqual(["the environment's status could not be written"]);
  });

  it('is waited for even where the record cannot be written: nothing goes on behind a message that is given back', async () => {
    const changed = new RecordChangedError('changed');
    const records = fakeRecords({ before: [runningRecord()], failures: { save: [changed] } });
    const journal: string[] = [];
    const available = async () => {
      await setImmediate();
      journal.push('looked at');
    };
    const { run } = trying(ANSWER, { records, status: { ...fakeStatus(), available } });
    await expect(run()).rejects.toBe(changed);
    expect(journal).toStrictEqual(['looked at']);
  });

  it('is left alone when there is no time for it', async () => {
    const { run, journal } = trying(ANSWER);
    expect(await run(9_000)).toBe('done');
    expect(journal).toStrictEqual(['run version', 'save ended']);
  });
});
