import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecordReader } from '../../../../cli/adapters/records';
import type { OnCall } from '../../../../local/calls';
import { createAirflowModel } from '../../../../local/mwaa/model/model';
import { StackRun } from '../../../../local/stack-run';
import { Mwaaq } from '../../../support/mwaaq';

const ENVIRONMENT = 'MyEnvironment';

let run: StackRun;
let mwaaq: Mwaaq;
let onCall: OnCall | undefined;

/** Loses the answers of the web server. */
const losing: OnCall = ({ service, phase }) =>
  service === 'web-server' && phase === 'before' ? { after: 'reset' } : undefined;

/** Airflow knows no DAG whatever its name. */
const failing: OnCall = ({ service }) => {
  const stderr = Buffer.from('airflow.exceptions.DagNotFound: Dag id x not found').toString(
    'base64',
  );
  const traceback = Buffer.from('Traceback (most recent call last)\n').toString('base64');
  return service === 'web-server'
    ? { status: 200, body: JSON.stringify({ stdout: '', stderr: `${traceback}${stderr}` }) }
    : undefined;
};

beforeEach(async () => {
  const engine = createAirflowModel({ version: '2.11.2', dagIds: ['a', 'b', 'c'] });
  const config = { name: ENVIRONMENT, allowedCommands: ['dags trigger', 'variables delete'] };
  run = await StackRun.start('mwaaq-failed', [{ config, engine }], {
    onCall: (call) => onCall?.(call),
  });
  mwaaq = Mwaaq.for(run.local, 'failed');
  onCall = failing;
  for (const id of ['a', 'b', 'c']) await mwaaq.call('trigger', id, '--id', id);
  onCall = losing;
  await mwaaq.call('run', '--id', 'lost', 'variables delete stale');
  onCall = undefined;
});

afterEach(() => run?.stop());

interface Listed {
  readonly id: string;
}

const failed = async () =>
  (await mwaaq.json<Listed[]>('failed', 'list')).map(({ id }) => id).toSorted();

/** How often Airflow was asked to run something. */
const ran = (text: string) =>
  run.ran.filter(({ commandText }) => commandText.includes(text)).length;

/** What the event bus was told of a command. */
const announced = (id: string) =>
  run.events.flatMap((event) =>
    event.kind === 'announced' && Object(event.event.detail).id === id
      ? [event.event['detail-type']]
      : [],
  );

describe('mwaaq failed', () => {
  it('lists and shows the dead letters with their reasons', async () => {
    const { stdout, code } = await mwaaq.call('failed');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^ID +OUTCOME +ENDED +COMMAND +REASON\nlost +unknown /);
    expect(await failed()).toEqual(['a', 'b', 'c', 'lost']);
    expect((await mwaaq.call('failed', 'show', 'lost')).stdout).toContain('variables delete stale');
  });

  it('retries any one, and leaves the others where they are', async () => {
    const { code, stdout, stderr } = await mwaaq.call('failed', 'retry', 'b');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '1 sent back\n  b\n', stderr: '' });

    await run.drain(30_000);
    expect(await failed()).toEqual(['a', 'c', 'lost']);
    expect(await mwaaq.json('show', 'b')).toMatchObject({ outcome: 'succeeded', attempts: 2 });
    // And each of the others can still be retried.
    expect((await mwaaq.call('failed', 'retry', 'a', 'c')).code).toBe(0);
    await run.drain(30_000);
    expect(await failed()).toEqual(['lost']);
    expect([ran('trigger a'), ran('trigger b'), ran('trigger c')]).toEqual([1, 1, 1]);
  });

  it('says which may run twice, and does nothing where nobody can answer', async () => {
    const { code, stderr } = await mwaaq.call('failed', 'retry', '--all');

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /These may have run already.*\n {2}lost {2}variables delete stale\n.*add --yes/,
    );
    expect(await failed()).toEqual(['a', 'b', 'c', 'lost']);
    expect(ran('stale')).toBe(1);
  });

  it('retries all with --yes, each once', async () => {
    const result = await mwaaq.json<{ readonly done: string[] }>(
      'failed',
      'retry',
      '--all',
      '--yes',
    );
    expect(result.done.toSorted()).toEqual(['a', 'b', 'c', 'lost']);

    await run.drain(30_000);
    expect([ran('trigger a'), ran('trigger b'), ran('trigger c'), ran('stale')]).toEqual([
      1, 1, 1, 2,
    ]);
  });

  it('does not forget what ended anew while it was dropped', async () => {
    const { RecordsTableName = '' } = run.outputs(ENVIRONMENT);
    const records = createRecordReader(run.local.stack.dynamodb, RecordsTableName);
    onCall = failing;
    await mwaaq.call('failed', 'retry', 'a');
    const again = { attempts: 2, state: 'ended' };
    await vi.waitFor(
      async () => expect(await mwaaq.json('show', 'a')).toMatchObject(again),
      20_000,
    );

    await records.forgetDeadLetter('a', 1);
    expect(await failed()).toContain('a');
    await records.forgetDeadLetter('a', 2);
    expect(await failed()).not.toContain('a');
  });

  it('does not run again unasked what may have run, though no list has it', async () => {
    const { RecordsTableName = '' } = run.outputs(ENVIRONMENT);
    const records = createRecordReader(run.local.stack.dynamodb, RecordsTableName);
    await records.forgetDeadLetter('lost', 1);

    const { code, stderr } = await mwaaq.call('failed', 'retry', '--all');
    expect({ code, stderr }).toEqual({
      code: 6,
      stderr: expect.stringContaining('may have run already, and left where they are: lost'),
    });
    await run.drain(30_000);
    expect(ran('stale')).toBe(1);
    // It can still be retried.
    expect((await mwaaq.call('failed', 'retry', 'lost', '--yes')).code).toBe(0);
  });

  it('drops one, whose record stays and no longer counts as failed', async () => {
    const { code, stdout } = await mwaaq.call('failed', 'drop', 'a', '--yes');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 dropped\n  a\n' });

    expect(await failed()).toEqual(['b', 'c', 'lost']);
    expect(await mwaaq.json('show', 'a')).toMatchObject({ outcome: 'failed' });
    const again = await mwaaq.call('failed', 'retry', 'a');
    expect(again.code).toBe(6);
    expect(again.stderr).toContain('not in the dead-letter queue: a');
    // The record was written once more, and nothing was announced anew.
    await mwaaq.call('failed', 'retry', 'b');
    await run.drain(30_000);
    expect(announced('b')).toEqual(['Airflow Command Failed', 'Airflow Command Succeeded']);
    expect(announced('a')).toEqual(['Airflow Command Failed']);
  });

  it('refuses what is not clear or not confirmed, and does none of it', async () => {
    const refusals: readonly (readonly [args: readonly string[], told: string])[] = [
      [['retry'], 'give the ids of dead letters ("mwaaq failed list"), or --all'],
      [['retry', 'a', '--all'], 'ids and --all are both given: give one of them'],
      [
        ['drop', 'a'],
        'Delete a of MyEnvironment? They can then not be retried. Nobody is there to ask: add --yes',
      ],
      [['lost'], 'too many arguments'],
    ];
    for (const [args, told] of refusals) {
      const { code, stderr } = await mwaaq.call('failed', ...args);
      expect({ args, code, stderr }).toEqual({
        args,
        code: 2,
        stderr: expect.stringContaining(told),
      });
    }
    expect(await failed()).toHaveLength(4);
  });
});
