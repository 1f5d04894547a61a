import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../../lambda/contract/record';
import type { Delivery } from '../../../lambda/runner/ports';
import { endedRecord, heldRecord, runningRecord } from '../../support/command-records';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { fakeRunner, handle } from '../../support/runner';

const ID = 'upload-7';
const BODY = JSON.stringify({ command: 'version', id: ID });
const REASON = `the id "${ID}" is that of another command: send this one with an id of its own`;
const LONG = Date.parse('2126-03-01T10:00:00Z');

/** The records of the command whose id it is. */
const OTHER = { id: ID, fingerprint: 'other', messageId: 'message-of-other' };
const TAKEN: readonly [string, CommandRecord][] = [
  ['held', heldRecord(OTHER)],
  ['running', runningRecord({ ...OTHER, leaseUntil: LONG })],
  ['ended', endedRecord(OTHER)],
];

/** The dead letter of such a message, sent back as SQS's redrive does. */
const returned = (attempts: number): Partial<Delivery> => ({
  messageId: 'message-2',
  deadLetter: { id: MESSAGE_ID, attempts, attribute: '{}' },
});

describe('A message whose id is that of another command', () => {
  it.each(TAKEN)('which is %s is refused, and has a record of its own', async (_state, other) => {
    const { disposal, queues, records, airflow } = await handle(deliveryOf(BODY), {
      before: [other],
    });
    expect(disposal).toBe('done');
    expect(airflow.requests).toStrictEqual([]);
    expect(records.table.get(ID)).toBe(other);
    expect(records.table.get(MESSAGE_ID)).toMatchObject({
      state: 'ended',
      outcome: 'refused',
      reason: REASON,
      command: 'version',
    });
    expect(queues.deadLetters).toMatchObject([
      { body: BODY, deadLetter: { outcome: 'refused', reason: REASON, id: MESSAGE_ID } },
    ]);
  });

  it('is refused under a record of its own also when it makes no command', async () => {
    const other = endedRecord(OTHER);
    const body = JSON.stringify({ command: 'dags explode', id: ID });
    const { records } = await handle(deliveryOf(body), { before: [other] });
    expect(records.table.get(ID)).toBe(other);
    expect(records.table.get(MESSAGE_ID)).toMatchObject({ outcome: 'refused', version: 1 });
  });

  it('is not refused twice when it comes back: only its dead letter is sent again', async () => {
    const runner = fakeRunner({ before: [endedRecord(OTHER)] });
    await runner.handle(deliveryOf(BODY));
    const closed = runner.records.table.get(MESSAGE_ID);
    await runner.handle(deliveryOf(BODY, { receiveCount: 2 }));
    expect(runner.records.table.get(MESSAGE_ID)).toBe(closed);
    const [first, second] = runner.queues.deadLetters;
    expect(second?.deadLetter).toStrictEqual(first?.deadLetter);
  });

  it('is refused again, under the same record, when its dead letter is retried', async () => {
    const runner = fakeRunner({ before: [endedRecord(OTHER)] });
    await runner.handle(deliveryOf(BODY));
    await runner.handle(deliveryOf(BODY, returned(1)));
    expect([...runner.records.table.keys()]).toStrictEqual([ID, MESSAGE_ID]);
    expect(runner.records.table.get(MESSAGE_ID)).toMatchObject({ attempts: 2, reason: REASON });
    expect(runner.queues.deadLetters).toMatchObject([
      { deadLetter: { id: MESSAGE_ID, attempts: 1 } },
      { deadLetter: { id: MESSAGE_ID, attempts: 2 } },
    ]);
  });

  it('runs when its dead letter is retried and the id is free again', async () => {
    const runner = fakeRunner({ replies: [{ stdout: '3.0.6' }] });
    expect(await runner.handle(deliveryOf(BODY, returned(1)))).toBe('done');
    expect(runner.records.table.get(ID)).toMatchObject({ outcome: 'succeeded' });
  });

  it('gets a record under its new message’s id when its dead letter’s is taken too', async () => {
    const body = JSON.stringify({ command: 'version', id: MESSAGE_ID });
    const other = endedRecord({ ...OTHER, id: MESSAGE_ID, attempts: 2 });
    const { queues } = await handle(deliveryOf(body, returned(1)), { before: [other] });
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { id: 'message-2' } }]);
  });
});

describe('The id of a command that was refused', () => {
  const refused = endedRecord({ ...OTHER, outcome: 'refused', attempts: 2, mayHaveRun: false });

  it('is free for the command put right, which takes the record over', async () => {
    const { records, queues } = await handle(deliveryOf(BODY), {
      before: [refused],
      replies: [{ stdout: '3.0.6' }],
    });
    expect(queues.deadLetters).toStrictEqual([]);
    expect(records.table.get(ID)).toMatchObject({
      state: 'ended',
      outcome: 'succeeded',
      attempts: 3,
      messageId: MESSAGE_ID,
    });
    expect(records.table.get(ID)).not.toHaveProperty('reason');
  });

  it('is free for another message that is refused too, which is kept', async () => {
    const runner = fakeRunner();
    const send = (command: string, messageId: string) =>
      runner.handle(deliveryOf(JSON.stringify({ command, id: ID }), { messageId }));
    await send('dags explode', 'message-1');
    await send('dags implode', 'message-2');
    expect(runner.queues.deadLetters).toMatchObject([
      { body: expect.stringContaining('explode'), deadLetter: { id: ID, attempts: 1 } },
      { body: expect.stringContaining('implode'), deadLetter: { id: ID, attempts: 2 } },
    ]);
  });
});
