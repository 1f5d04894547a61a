import { describe, expect, it } from 'vitest';
import { EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import { handleDelivery } from '../../../lambda/runner/handle-delivery';
import { deliveryOf } from '../../support/deliveries';
import { fakeRunner } from '../../support/runner';
import { ADMIN, NOBODY, OWNER, runnerWithSenders, TRIGGER } from '../../support/senders';

const YES = { stdout: 'done' };
const CLEAR = '{"command":"tasks clear load --yes","id":"c1"}';

describe('A sender', () => {
  it.each([
    ['its own verbs', OWNER],
    ['all that is allowed, when it is named without verbs', ADMIN],
  ])('that is named may send %s', async (_what, senderId) => {
    const { send, ran, record } = runnerWithSenders(YES);
    await send(senderId, CLEAR);
    expect(ran()).toStrictEqual(['tasks clear load --yes']);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId });
  });

  it('that is named may send nothing else, and is told what it may, and what to do', async () => {
    const { send, ran, record, lastReason } = runnerWithSenders();
    expect(await send(OWNER, '{"command":"version","id":"v1"}')).toBe('done');
    expect(ran()).toStrictEqual([]);
    expect(lastReason()).toBe(
      '"version" is not allowed to its sender, "AROAOWNER:nightly", who may send only tasks clear, variables set here: have it added to senders, under AROAOWNER, by whoever deploys the queue; or have one who may send it send it as a new message',
    );
    expect(record('v1')).toMatchObject({ outcome: 'refused', senderId: OWNER, verb: 'version' });
  });

  it('that is not named may send nothing', async () => {
    const { send, ran, lastReason } = runnerWithSenders();
    await send(NOBODY, CLEAR);
    expect(ran()).toStrictEqual([]);
    expect(lastReason()).toMatch(
      /its sender, "AROARUNNER:runner", who may send nothing here: have it added to senders/,
    );
  });

  it('has no more of its id shown than AWS gives one', async () => {
    const { send, lastReason } = runnerWithSenders();
    await send(`AROANOBODY:${'s'.repeat(200)}`, CLEAR);
    expect(lastReason()).toMatch(/its sender, "AROANOBODY:s{182}", who/);
  });

  it('may not send what the deployment does not allow at all, and is told that', async () => {
    const { send, lastReason } = runnerWithSenders();
    await send(ADMIN, 'dags pause load');
    expect(lastReason()).toMatch(/^"dags pause" is not allowed here/);
  });

  it('is one of many sessions of a role, whatever the session is called', async () => {
    const { send, ran } = runnerWithSenders(YES);
    await send('AROAOWNER:AIDAADMIN', CLEAR);
    await send('AROANOBODY:AIDAADMIN', '{"command":"version","id":"v1"}');
    expect(ran()).toStrictEqual(['tasks clear load --yes']);
  });

  it('is refused once it may not send any more what waits in the queue', async () => {
    const { send, ran, record, context } = runnerWithSenders(
      new EnvironmentUnavailableError('busy'),
    );
    await send(OWNER, CLEAR);
    expect(record('c1')).toMatchObject({ state: 'held' });
    const again = deliveryOf(CLEAR, { messageId: 'message-1', senderId: OWNER, receiveCount: 2 });
    await handleDelivery(again, { ...context, senders: [] }, Date.now() + 180_000);
    expect(record('c1')).toMatchObject({ outcome: 'refused' });
    expect(ran()).toHaveLength(1);
  });

  it('makes no difference where none are named', async () => {
    const { handle, airflow } = fakeRunner({ replies: [YES] });
    await handle(deliveryOf(CLEAR, { senderId: NOBODY }));
    expect(airflow.requests).toHaveLength(1);
  });
});

describe('A stranger’s message with an id that is taken', () => {
  it('changes nothing about a command that was refused, and whose id is free for others', async () => {
    const { send, record } = runnerWithSenders();
    await send(OWNER, '{"command":"version","id":"c1"}');
    const before = record('c1');
    await send(TRIGGER, '{"command":"variables set k v","id":"c1"}');
    expect(record('c1')).toBe(before);
    expect(record('message-2')).toMatchObject({ outcome: 'refused', senderId: TRIGGER });
  });

  it('is told of its sender, not of the id', async () => {
    const { send, lastReason } = runnerWithSenders(YES);
    await send(OWNER, CLEAR);
    await send(TRIGGER, '{"command":"version","id":"c1"}');
    expect(lastReason()).toMatch(/^"version" is not allowed to its sender, "AROATRIGGER:function"/);
  });

  it('is a late duplicate when the same command has run', async () => {
    const { send, ran, skipped } = runnerWithSenders(YES);
    await send(OWNER, CLEAR);
    await send(NOBODY, CLEAR);
    expect(ran()).toHaveLength(1);
    expect(skipped).toHaveLength(1);
  });

  it('leaves the id, which was refused to it, to a sender who may use it', async () => {
    const { send, sendBack, ran, record } = runnerWithSenders(YES);
    await send(TRIGGER, CLEAR);
    await send(OWNER, CLEAR);
    expect(record('c1')).toMatchObject({ outcome: 'succeeded', senderId: OWNER, attempts: 2 });
    // The dead letter of the refusal is none of the last ending any more, whoever sends it back.
    for (const senderId of [TRIGGER, NOBODY, OWNER]) await sendBack(senderId);
    expect(ran()).toHaveLength(1);
  });
});
