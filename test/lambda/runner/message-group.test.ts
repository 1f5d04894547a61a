import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../support/deliveries';
import { fakeQueues } from '../../support/fake-queues';
import { fakeRunner, handle } from '../../support/runner';

const BODY = '{"command":"version","id":"upload-7","source":"s3"}';
const DEAD_LETTER = { id: 'upload-7', attempts: 1, attribute: '{"as":"it came"}' };

describe('A message of another group than the environment’s', () => {
  it.each(['OtherEnvironment', '', 'myenvironment'])(
    '"%s" is refused, the right group is named, and its id is kept',
    async (group) => {
      const { disposal, queues, airflow, records } = await handle(deliveryOf(BODY, { group }));
      expect(disposal).toBe('done');
      expect(airflow.requests).toStrictEqual([]);
      const reason = `the message group is "${group}": send it with the message group id MyEnvironment, the environment's name`;
      expect(queues.deadLetters).toMatchObject([
        { body: BODY, deadLetter: { outcome: 'refused', reason, id: 'upload-7' } },
      ]);
      expect(records.saved).toMatchObject([
        { id: 'upload-7', source: 's3', reason, command: 'version', verb: 'version' },
      ]);
      expect(records.saved).not.toMatchObject([{ fingerprint: '' }]);
    },
  );

  it('is refused for its group also where it makes no command', async () => {
    const { queues, records } = await handle(deliveryOf('{', { group: 'OtherEnvironment' }));
    expect(queues.deadLetters).toMatchObject([{ body: '{', deadLetter: { outcome: 'refused' } }]);
    const reason = expect.stringContaining('the message group is "OtherEnvironment"');
    expect(records.saved).toMatchObject([{ reason, fingerprint: '' }]);
  });

  it('does not use its id up: the same command is run when it is sent in the right group', async () => {
    const runner = fakeRunner({ replies: [{ stdout: '3.0.6' }] });
    await runner.handle(deliveryOf(BODY, { group: 'OtherEnvironment' }));
    await runner.handle(deliveryOf(BODY, { messageId: 'message-2' }));
    expect(runner.records.table.get('upload-7')).toMatchObject({ outcome: 'succeeded' });
  });

  it('is not refused again when it comes back, and its retry has succeeded meanwhile', async () => {
    const runner = fakeRunner({ replies: [{ stdout: '3.0.6' }] });
    const wrong = deliveryOf(BODY, { group: 'OtherEnvironment' });
    await runner.handle(wrong);
    await runner.handle(deliveryOf(BODY, { messageId: 'message-2', deadLetter: DEAD_LETTER }));
    const succeeded = runner.records.table.get('upload-7');
    expect(await runner.handle({ ...wrong, receiveCount: 2 })).toBe('done');
    expect([...runner.records.table.values()]).toStrictEqual([succeeded]);
    expect(runner.queues.deadLetters).toHaveLength(1);
  });

  it('is kept once when it was sent twice', async () => {
    const runner = fakeRunner();
    await runner.handle(deliveryOf(BODY, { group: 'OtherEnvironment' }));
    const again = deliveryOf(BODY, { group: 'OtherEnvironment', messageId: 'message-2' });
    expect(await runner.handle(again)).toBe('done');
    expect(runner.queues.deadLetters).toHaveLength(1);
  });

  it('has no more of the group shown than a group may have', async () => {
    const group = 'x'.repeat(1000);
    const { queues } = await handle(deliveryOf(BODY, { group }));
    expect(queues.deadLetters[0]?.deadLetter.reason).toContain(`"${'x'.repeat(128)}": send`);
  });
});

describe('A dead letter that was redriven, and so comes in the group that it was kept in', () => {
  const delivery = deliveryOf(BODY, { group: 'upload-7', deadLetter: DEAD_LETTER });

  it('is sent on into the environment’s group, and neither run nor recorded from there', async () => {
    const runner = fakeRunner();
    expect(await runner.handle(delivery)).toBe('done');
    expect(runner.journal).toStrictEqual(['hide', 'send on']);
    expect(runner.queues.sentOn).toStrictEqual([{ delivery, deadLetter: DEAD_LETTER }]);
    expect(runner.records.read).toStrictEqual([]);
  });

  it('stays in the queue when it cannot be sent on', async () => {
    const queues = fakeQueues(['sendOn']);
    await expect(handle(delivery, { queues })).rejects.toThrow('sendOn failed');
  });

  it('is run when it comes in the environment’s group', async () => {
    const { airflow, queues } = await handle(deliveryOf(BODY, { deadLetter: DEAD_LETTER }), {
      replies: [{ stdout: '3.0.6' }],
    });
    expect(airflow.requests).toHaveLength(1);
    expect(queues.sentOn).toStrictEqual([]);
  });
});
