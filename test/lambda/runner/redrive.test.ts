import { describe, expect, it } from 'vitest';
import type { ReturnedDeadLetter } from '../../../lambda/contract/dead-letter';
import type { Delivery } from '../../../lambda/runner/ports';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { fakeAirflow, type Reply, raised } from '../../support/fake-airflow';
import { fakeRunner } from '../../support/runner';

const NO = raised('ValueError: no');
const YES = { stdout: '3.0.6' };
const BODY = '{"command":"version","id":"upload-7"}';

/** A runner whose first message has failed, and its dead letter as it comes back. */
async function afterFailure(body: string, ...replies: readonly Reply[]) {
  const runner = fakeRunner({ airflow: fakeAirflow([NO, ...replies]) });
  await runner.handle(deliveryOf(body, { sentAt: Date.parse('2026-03-01T10:00:00Z') }));
  const retry = (copy: number, messageId: string, changes: Partial<ReturnedDeadLetter> = {}) => {
    const sent = runner.queues.deadLetters[copy];
    if (sent === undefined) throw new Error(`there is no dead letter ${copy}`);
    const { id, attempts } = sent.deadLetter;
    const attribute = JSON.stringify(sent.deadLetter);
    const deadLetter = { id, attempts, attribute, ...changes };
    return runner.handle(
      deliveryOf(sent.body, { messageId, deadLetter } satisfies Partial<Delivery>),
    );
  };
  const lastSaved = () => runner.records.saved.at(-1);
  return { ...runner, retry, lastSaved };
}

describe('A dead letter that is retried', () => {
  it.each([
    ['an id of its own', BODY, 'upload-7'],
    ['none but that of its message', 'version', MESSAGE_ID],
  ])('runs the command, which has %s, as the next attempt of its record', async (_t, body, id) => {
    const { retry, lastSaved, airflow, records } = await afterFailure(body, YES);
    expect(await retry(0, 'message-2')).toBe('done');
    expect(airflow.requests).toHaveLength(2);
    expect([...records.table.keys()]).toStrictEqual([id]);
    expect(lastSaved()).toMatchObject({
      id,
      outcome: 'succeeded',
      attempts: 2,
      messageId: 'message-2',
      sentAt: '2026-03-01T10:00:00.000Z',
      firstSeenAt: '2026-03-01T10:00:01.000Z',
    });
    expect(lastSaved()).not.toHaveProperty('reason');
  });

  it('of a body that is no message finds its record all the same', async () => {
    const { retry, records, queues } = await afterFailure('{');
    await retry(0, 'message-2');
    expect([...records.table.keys()]).toStrictEqual([MESSAGE_ID]);
    expect(queues.deadLetters).toMatchObject([
      { body: '{', deadLetter: { id: MESSAGE_ID, attempts: 1 } },
      { body: '{', deadLetter: { id: MESSAGE_ID, attempts: 2 } },
    ]);
  });

  it('that fails again leaves another dead letter, of the next attempt', async () => {
    const { retry, queues } = await afterFailure(BODY, NO);
    await retry(0, 'message-2');
    expect(queues.deadLetters).toMatchObject([
      { deadLetter: { id: 'upload-7', attempts: 1, firstSeen: '2026-03-01T10:00:01.000Z' } },
      { deadLetter: { id: 'upload-7', attempts: 2, firstSeen: '2026-03-01T10:00:01.000Z' } },
    ]);
  });

  it('and another copy of it run the command once', async () => {
    const { retry, airflow, skipped } = await afterFailure(BODY, NO);
    await retry(0, 'message-2');
    expect(await retry(0, 'message-3')).toBe('done');
    expect(airflow.requests).toHaveLength(2);
    expect(skipped).toStrictEqual([
      'upload-7: another message with the same id has done it, or is at it',
    ]);
  });

  it('runs the command however often, by the dead letter of its last ending', async () => {
    const { retry, airflow } = await afterFailure(BODY, NO, NO);
    await retry(0, 'message-2');
    await retry(1, 'message-3');
    expect(airflow.requests).toHaveLength(3);
  });

  it('runs nothing by an attribute of another command', async () => {
    const { retry, airflow } = await afterFailure(BODY);
    expect(await retry(0, 'message-2', { id: 'upload-8' })).toBe('done');
    expect(airflow.requests).toHaveLength(1);
  });
});

describe('A command that has ended', () => {
  it('is not run by another message that only has its id', async () => {
    const { handle, airflow, queues } = await afterFailure(BODY);
    expect(await handle(deliveryOf(BODY, { messageId: 'message-2' }))).toBe('done');
    expect(airflow.requests).toHaveLength(1);
    expect(queues.deadLetters).toHaveLength(1);
  });

  it('has its dead letter sent again, and is not run, when its message comes back', async () => {
    const { handle, airflow, queues } = await afterFailure(BODY);
    expect(await handle(deliveryOf(BODY, { receiveCount: 2 }))).toBe('done');
    expect(airflow.requests).toHaveLength(1);
    const [first, second] = queues.deadLetters;
    expect(second?.deadLetter).toStrictEqual(first?.deadLetter);
  });
});
