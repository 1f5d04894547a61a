import { describe, expect, it } from 'vitest';
import { EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import { raised } from '../../support/fake-airflow';
import { ADMIN, NOBODY, OWNER, runnerWithSenders, TRIGGER } from '../../support/senders';

const NO = raised('ValueError: no');
const YES = { stdout: 'done' };
const CLEAR = '{"command":"tasks clear load --yes","id":"c1"}';
const SECRET = '{"command":"variables set key hunter2","id":"s1"}';

describe('A dead letter that is sent back', () => {
  it.each([
    ['SQS’s redrive, which the runner sends on', NOBODY],
    ['a sender who may send other verbs', TRIGGER],
    ['who sent it first', OWNER],
  ])('by %s goes by who sent the command first, and keeps who that was', async (_by, senderId) => {
    const { send, sendBack, ran, record } = runnerWithSenders(NO, NO, YES);
    await send(OWNER, CLEAR);
    await sendBack(senderId);
    await sendBack(senderId);
    expect(ran()).toHaveLength(3);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId: OWNER, attempts: 3 });
  });

  it('and is held then, still goes by who sent it first when it comes again', async () => {
    const { send, sendBack, ran, record } = runnerWithSenders(
      NO,
      new EnvironmentUnavailableError('busy'),
      YES,
    );
    await send(OWNER, CLEAR);
    const { deadLetter } = { deadLetter: { attempts: 1 } };
    await sendBack(NOBODY, {}, { messageId: 'message-2' });
    expect(record('c1')).toMatchObject({ state: 'held', senderId: OWNER });
    await sendBack(NOBODY, { deadLetter }, { messageId: 'message-2', receiveCount: 2 });
    expect(ran()).toHaveLength(3);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId: OWNER });
  });

  it('stays refused when it was refused for its sender, whoever sends it back', async () => {
    const { send, sendBack, ran, record, lastReason } = runnerWithSenders();
    await send(TRIGGER, CLEAR);
    await sendBack(NOBODY);
    await sendBack(ADMIN);
    expect(ran()).toStrictEqual([]);
    expect(record('c1')).toMatchObject({ outcome: 'refused', senderId: TRIGGER, attempts: 3 });
    expect(lastReason()).toContain('its sender, "AROATRIGGER:function"');
  });

  it('is run as a new message of one who may send it, without its attribute', async () => {
    const { send, ran, record } = runnerWithSenders(YES);
    await send(TRIGGER, CLEAR);
    await send(ADMIN, CLEAR);
    expect(ran()).toHaveLength(1);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId: ADMIN });
  });

  it('is run when its sender has been allowed meanwhile what it was refused for', async () => {
    const { send, sendBack, ran, context } = runnerWithSenders(YES);
    const allowed = context.allowedCommands;
    Object.assign(context, { allowedCommands: ['version'] });
    await send(OWNER, CLEAR);
    Object.assign(context, { allowedCommands: allowed });
    await sendBack(NOBODY);
    expect(ran()).toHaveLength(1);
  });

  it('goes by who sends it back when its record is gone', async () => {
    const { send, sendBack, ran, records, record } = runnerWithSenders(NO, YES);
    await send(OWNER, CLEAR);
    records.table.delete('c1');
    await sendBack(NOBODY);
    expect(record('c1')).toMatchObject({ outcome: 'refused', senderId: NOBODY });
    records.table.delete('c1');
    await sendBack(ADMIN);
    expect(ran()).toHaveLength(2);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId: ADMIN });
  });
});

describe('A forged dead letter', () => {
  it.each([
    ['that has but the right id and attempts', { deadLetter: { proof: 'guessed' } }],
    ['that is a true one with another command', { body: CLEAR.replace('load', 'pay') }],
    [
      'that is a true one with a command that cannot be read',
      { body: '{"command":"dags explode","id":"c1"}' },
    ],
  ])('%s runs nothing, and spoils nothing', async (_how, forgery) => {
    const { send, sendBack, ran, record, queues } = runnerWithSenders(NO, YES);
    await send(OWNER, CLEAR);
    const before = record('c1');
    const [letter] = queues.deadLetters;
    await sendBack(TRIGGER, forgery);
    expect(ran()).toHaveLength(1);
    expect(record('c1')).toBe(before);
    expect(record('message-2')).toMatchObject({ outcome: 'refused', senderId: TRIGGER });
    expect(queues.deadLetters).toHaveLength(2);
    await sendBack(NOBODY, letter);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId: OWNER });
  });

  it('of a command that has succeeded, and never had one, does not run it again', async () => {
    const { send, sendBack, ran } = runnerWithSenders(YES, NO);
    await send(OWNER, CLEAR);
    await send(OWNER, CLEAR.replace('c1', 'c2'));
    await sendBack(TRIGGER, { body: CLEAR, deadLetter: { id: 'c1' } });
    expect(ran()).toHaveLength(2);
  });

  it('that names a second command has both left as they are', async () => {
    const { send, sendBack, record } = runnerWithSenders(NO, NO);
    await send(OWNER, CLEAR);
    await send(OWNER, CLEAR.replace('c1', 'c2').replace('load', 'pay'));
    const before = [record('c1'), record('c2')];
    await sendBack(TRIGGER, { body: CLEAR, deadLetter: { id: 'c2', proof: 'guessed' } });
    await sendBack(TRIGGER, { body: CLEAR.replace('load', 'x'), deadLetter: { id: 'c2' } });
    expect([record('c1'), record('c2')]).toStrictEqual(before);
  });
});

describe('A dead letter with a secret in its command', () => {
  it('goes by who sends it back, for nothing shows that the secret is the same', async () => {
    const { send, sendBack, ran, record } = runnerWithSenders(NO, YES);
    await send(OWNER, SECRET);
    await sendBack(TRIGGER, { body: SECRET.replace('hunter2', 'forged') });
    expect(ran()).toStrictEqual(['variables set key hunter2']);
    expect(record('s1')).toMatchObject({ outcome: 'refused', senderId: OWNER, attempts: 2 });
    await sendBack(ADMIN, { body: SECRET });
    expect(ran()).toHaveLength(2);
    expect(record('s1')).toMatchObject({ outcome: 'succeeded', senderId: OWNER });
  });
});
