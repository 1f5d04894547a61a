import { describe, expect, it } from 'vitest';
import { AnswerLostError, EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { created, fakeAirflow, raised } from '../../support/fake-airflow';
import { fakeQueues } from '../../support/fake-queues';
import { fakeRecords } from '../../support/fake-records';
import { fakeRunner, handle } from '../../support/runner';

const TRIGGER = '{"trigger":{"dagId":"load","runId":"r1"},"id":"upload-7","source":"s3"}';
const CLEAR = '{"argv":["tasks","clear","load","--yes"]}';

describe('a message', () => {
  it('is done with when its command has succeeded', async () => {
    const { disposal, queues, records, told } = await handle(deliveryOf(TRIGGER), {
      replies: [created('load', 'r1')],
    });
    expect(disposal).toBe('done');
    expect(queues.deadLetters).toStrictEqual([]);
    expect(records.saved).toMatchObject([{ state: 'running' }, { state: 'ended' }]);
    expect(told).toMatchObject([{ record: { id: 'upload-7' }, outcome: { outcome: 'succeeded' } }]);
  });

  it('has its record opened before its command runs, and closed after', async () => {
    const { journal } = await handle(deliveryOf('version'), { replies: [{ stdout: '3.0.6' }] });
    expect(journal).toStrictEqual([
      'hide',
      'save running',
      'run version',
      'save ended',
      'status available',
    ]);
  });

  it('never runs its command when the record cannot be opened, and comes back', async () => {
    const down = new Error('the table is down');
    const records = fakeRecords({ failures: { save: [down] } });
    const runner = fakeRunner({ records });
    await expect(runner.handle(deliveryOf(TRIGGER))).rejects.toBe(down);
    expect(runner.airflow.requests).toStrictEqual([]);
    expect(runner.queues.deadLetters).toStrictEqual([]);
    expect(runner.queues.hidden).toStrictEqual([210, 5]);
  });

  it('is dead-lettered with its id and its reason when its command has failed', async () => {
    const delivery = deliveryOf(TRIGGER, {
      receiveCount: 3,
      firstReceivedAt: Date.parse('2026-03-01T10:00:01Z'),
    });
    const { disposal, queues, told, records } = await handle(delivery, {
      replies: [raised('ValueError: no')],
    });
    expect(disposal).toBe('done');
    expect(queues.deadLetters).toStrictEqual([
      {
        delivery,
        body: TRIGGER,
        deadLetter: {
          outcome: 'failed',
          reason: expect.stringContaining('ValueError: no'),
          id: 'upload-7',
          firstSeen: '2026-03-01T10:00:01.000Z',
          attempts: 1,
          proof: records.table.get('upload-7')?.writer,
        },
      },
    ]);
    expect(told).toMatchObject([{ record: { id: 'upload-7' }, outcome: { outcome: 'failed' } }]);
  });

  it('that names no id goes by its message id, which its dead letter carries on', async () => {
    const { queues } = await handle(deliveryOf('dags explode'));
    expect(queues.deadLetters).toMatchObject([
      {
        body: JSON.stringify({ command: 'dags explode', id: MESSAGE_ID }),
        deadLetter: { id: MESSAGE_ID, outcome: 'refused' },
      },
    ]);
  });

  it('without a run id has its run named after its id, the same at each delivery', async () => {
    const runIds = [];
    for (const receiveCount of [1, 2]) {
      const airflow = fakeAirflow([new EnvironmentUnavailableError('busy')]);
      const body = '{"trigger":{"dagId":"load"},"id":"nightly-7","source":"schedule"}';
      await handle(deliveryOf(body, { receiveCount }), { airflow });
      runIds.push(airflow.requests[0]?.argv.find((arg) => arg.startsWith('schedule__nightly-7__')));
    }
    expect(runIds[0]).toBeDefined();
    expect(runIds[1]).toBe(runIds[0]);
  });

  it('whose answer is lost is given back when it may run twice', async () => {
    const { disposal, queues } = await handle(deliveryOf(TRIGGER), {
      replies: [new AnswerLostError('reset', 'environment')],
    });
    expect(disposal).toBe('give-back');
    expect(queues.deadLetters).toStrictEqual([]);
  });

  it('whose answer is lost is dead-lettered when it may not run twice', async () => {
    const { disposal, queues } = await handle(deliveryOf(CLEAR), {
      replies: [new AnswerLostError('reset', 'environment')],
    });
    expect(disposal).toBe('done');
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown' } }]);
  });

  it.each([
    ['not JSON', '{"command"'],
    ['of a wrong type', '{"command":7}'],
    ['empty', '{}'],
    ['with a field too many', '{"command":"version","group":"x"}'],
  ])('that is %s is dead-lettered as it came, at once', async (_title, body) => {
    const { disposal, queues, airflow, records } = await handle(deliveryOf(body));
    expect(disposal).toBe('done');
    expect(queues.deadLetters).toMatchObject([{ body, deadLetter: { outcome: 'refused' } }]);
    expect(airflow.requests).toStrictEqual([]);
    expect(records.saved).toMatchObject([
      { id: MESSAGE_ID, state: 'ended', outcome: 'refused', version: 1, fingerprint: '' },
    ]);
  });

  it('has a reason that is cut when it quotes a long message', async () => {
    const { queues } = await handle(deliveryOf(`dags trigger d --${'x'.repeat(100_000)}`));
    expect(queues.deadLetters[0]?.deadLetter.reason.length).toBeLessThanOrEqual(2000);
  });

  it('fails if its dead letter cannot be sent: it stays in the queue', async () => {
    const queues = fakeQueues(['sendDeadLetter']);
    await expect(handle(deliveryOf('{}'), { queues })).rejects.toThrow('sendDeadLetter failed');
  });

  it('fails, and is not dead-lettered, if reading it fails in a way that nobody foresaw', async () => {
    // A deployment without the list: the fault is not the message's.
    const runner = fakeRunner({ allowedCommands: undefined as never });
    await expect(runner.handle(deliveryOf(TRIGGER))).rejects.toThrow(TypeError);
    expect(runner.queues.deadLetters).toStrictEqual([]);
  });

  it('fails if something happens that nobody foresaw', async () => {
    const unforeseen = new TypeError('x is not a function');
    const airflow = fakeAirflow([unforeseen]);
    const queues = fakeQueues();
    await expect(handle(deliveryOf(TRIGGER), { airflow, queues })).rejects.toBe(unforeseen);
    expect(queues.deadLetters).toStrictEqual([]);
  });
});
