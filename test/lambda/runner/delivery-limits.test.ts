import { describe, expect, it } from 'vitest';
import { release } from '../../../lambda/runner/handle-delivery';
import { heldRecord, runningRecord } from '../../support/command-records';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { fakeQueues } from '../../support/fake-queues';
import { requestOf } from '../../support/requests';
import { fakeRunner, handle } from '../../support/runner';
import { useStoppedClock } from '../../support/stopped-clock';

const ANSWER = { stdout: '3.0.6' };
const NOW = Date.parse('2026-03-01T10:05:00Z');

useStoppedClock(NOW);

describe('A message for which too little time is left', () => {
  // What it takes: ten seconds for a token, the command's own time, and ten to spare.
  const NEEDED = 10_000 + 65_000 + 10_000;

  it('is given back at once, for the next invocation, and nothing else is done', async () => {
    const runner = fakeRunner({ replies: [ANSWER] });
    expect(await runner.handle(deliveryOf('version'), NEEDED - 1)).toBe('give-back');
    expect(runner.journal).toStrictEqual(['hide']);
    expect(runner.queues.hidden).toStrictEqual([0]);
  });

  it('is run when just enough is left', async () => {
    const runner = fakeRunner({ replies: [ANSWER] });
    expect(await runner.handle(deliveryOf('version'), NEEDED)).toBe('done');
  });

  it('fails when it cannot be made visible', async () => {
    const runner = fakeRunner({ queues: fakeQueues(['hideFor']) });
    await expect(runner.handle(deliveryOf('version'), 30_000)).rejects.toThrow('hideFor failed');
  });
});

describe('A message that was not handled, since the one before it was not done with,', () => {
  it('is made visible again at once', async () => {
    const { context, queues } = fakeRunner();
    await release(deliveryOf('version'), context, NOW + 5001);
    expect(queues.hidden).toStrictEqual([0]);
  });

  it('stays hidden when there is no time for that', async () => {
    const { context, queues } = fakeRunner();
    await release(deliveryOf('version'), context, NOW + 5000);
    expect(queues.hidden).toStrictEqual([]);
  });
});

describe('A message that was handed out too often', () => {
  it('is read and run the 980th time', async () => {
    const { airflow } = await handle(deliveryOf('version', { receiveCount: 980 }), {
      replies: [ANSWER],
    });
    expect(airflow.requests).toHaveLength(1);
  });

  const BODY = '{"command":"version","id":"upload-7"}';
  const { fingerprint = '' } = requestOf(BODY).command ?? {};
  const reason = expect.stringContaining('was handed out 981 times');

  it.each([
    ['version', MESSAGE_ID],
    [BODY, 'upload-7'],
  ])('ends unrun the 981st time: %s', async (body, id) => {
    const { disposal, queues, records, airflow } = await handle(
      deliveryOf(body, { receiveCount: 981 }),
    );
    expect(disposal).toBe('done');
    expect(airflow.requests).toStrictEqual([]);
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown', id, reason } }]);
    expect(records.saved).toMatchObject([{ id, state: 'ended', reason, command: 'version' }]);
  });

  it.each([
    ['held', heldRecord({ fingerprint, mayHaveRun: true })],
    ['running when its function died', runningRecord({ fingerprint })],
  ])('ends the record that is there under its id, which was %s', async (_state, before) => {
    const { queues, records } = await handle(deliveryOf(BODY, { receiveCount: 981 }), {
      before: [before],
    });
    const ended = { state: 'ended', outcome: 'unknown', reason, version: before.version + 1 };
    expect([...records.table.values()]).toMatchObject([ended]);
    expect(queues.deadLetters).toMatchObject([
      { deadLetter: { outcome: 'unknown', id: 'upload-7', attempts: 2, reason } },
    ]);
  });

  it('is run by the retry of its dead letter', async () => {
    const runner = fakeRunner({ before: [heldRecord({ fingerprint })], replies: [ANSWER] });
    await runner.handle(deliveryOf(BODY, { receiveCount: 981 }));
    const deadLetter = { id: 'upload-7', attempts: 2, attribute: '{}' };
    await runner.handle(deliveryOf(BODY, { messageId: 'message-2', deadLetter }));
    expect(runner.records.table.get('upload-7')).toMatchObject({ outcome: 'succeeded' });
  });

  it('is refused for what is wrong with it, if anything is', async () => {
    const { queues } = await handle(deliveryOf('{', { receiveCount: 981 }));
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'refused' } }]);
  });

  it('waits while another invocation may be at it', async () => {
    const running = runningRecord({ fingerprint, leaseUntil: NOW + 20_000 });
    const { disposal, records } = await handle(deliveryOf(BODY, { receiveCount: 981 }), {
      before: [running],
    });
    expect(disposal).toBe('give-back');
    expect([...records.table.values()]).toStrictEqual([running]);
  });
});
